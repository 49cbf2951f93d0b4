"""The network: one encoder (MiniLM, six layers) and small heads on its word pieces."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.windows import LOOKS

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, LONGEST = 384, 6, 12, 1536, 30522, 512

#: Tags of the three token heads: B, I, O each for cue, source and content.
TAGS = 9
#: Width of what a pair of a cue and a word is scored on, and distances told apart.
PAIR, DISTANCES = 128, 32


class Layer(nn.Module):
    """A transformer layer as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = None if mask is None else mask[:, None, None, :]
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        mixed = mixed.transpose(1, 2).reshape(x.shape)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Encoder and heads. ``forward`` gives, a piece: tags (9), the projections that pairs of cue
    and word are scored on (``4 * PAIR``), and factuality (1, in thirds: -1 to 1).
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(LONGEST, WIDTH)
        self.looks = nn.Embedding(LOOKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.pairs = nn.Linear(WIDTH, 4 * PAIR)
        self.factuality = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, 1))
        self.source, self.content = PairScore(), PairScore()
        nn.init.zeros_(self.looks.weight)

    def encode(self, ids: Tensor, looks: Tensor, mask: Tensor | None = None) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at)[None] + self.looks(looks)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(
        self, ids: Tensor, looks: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        x = self.encode(ids, looks, mask)
        return self.tags(x), self.pairs(x), self.factuality(x).squeeze(-1)

    def head_parameters(self) -> list[nn.Parameter]:
        heads = (self.tags, self.pairs, self.factuality, self.source, self.content, self.looks)
        return [p for head in heads for p in head.parameters()]


class PairScore(nn.Module):
    """How far a word belongs to a cue, as a logit."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.weight = nn.Parameter(torch.randn(PAIR) * PAIR**-0.5)
        self.bias = nn.Parameter(torch.zeros(1))
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, cue: Tensor, word: Tensor, bucket: Tensor) -> Tensor:
        """``cue`` (P), ``word`` (T, P), ``bucket`` (T): logits (T)."""
        joined = functional.relu(cue[None] + word + self.distance(bucket))
        return joined @ self.weight + self.bias


def pretrained(folder: Path) -> Reader:
    """A Reader whose encoder has the weights of MiniLM (a folder with model.safetensors)."""
    given = load_file(str(folder / "model.safetensors"))
    reader = Reader()
    plain = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    inner = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state = {ours: given[theirs] for ours, theirs in plain.items()}
    for i in range(LAYERS):
        for ours, theirs in inner.items():
            for kind in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{kind}"] = given[f"encoder.layer.{i}.{theirs}.{kind}"]
    # Every piece is of the first and only segment.
    state["positions.weight"] = (
        state["positions.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    reader.load_state_dict(state, strict=False)
    return reader
