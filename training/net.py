"""The network: one encoder (MiniLM, six layers) and small heads on its word pieces."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.heads import SEEK, TYPED, TYPES, WORDS
from sayso.reading.windows import LOOKS, Window

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
    and word are scored on (``4 * PAIR``), what event types are read off (see ``TypeScore``), and
    the numbers of the heads in WORDS, one after the other.
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
        self.sides = nn.Linear(WIDTH, 3 * SEEK + 3 * TYPED)
        self.each = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, wide))
                for name, wide in WORDS.items()
            }
        )
        self.source, self.content, self.types = PairScore(), PairScore(), TypeScore()
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
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.encode(ids, looks, mask)
        each = torch.cat([self.each[name](x) for name in WORDS], -1)
        return self.tags(x), self.pairs(x), self.sides(x), each

    def head_parameters(self) -> list[nn.Parameter]:
        heads = (
            self.tags,
            self.pairs,
            self.sides,
            self.each,
            self.source,
            self.content,
            self.types,
            self.looks,
        )
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
        """``cue`` (R, P), ``word`` (T, P), ``bucket`` (R, T): logits (R, T)."""
        joined = functional.relu(cue[:, None] + word[None] + self.distance(bucket))
        return joined @ self.weight + self.bias


class TypeScore(nn.Module):
    """The type of what goes on between a source and a target, as logits.

    Both look for the words of the sentence that tell it (attention), and the type is read off
    what they find and what they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.out = nn.Linear(TYPED, len(TYPES))
        self.dropout = nn.Dropout(0.2)

    def forward(self, sides: Tensor, source: list[int], target: list[int]) -> Tensor:
        """``sides`` (T, 3 SEEK + 3 TYPED) of the words of one sentence: logits (len(TYPES))."""
        parts = sides.split([SEEK] * 3 + [TYPED] * 3, -1)
        sought_s, sought_t, shown, found, is_s, is_t = parts
        seek, known = sides.new_zeros(SEEK), sides.new_zeros(TYPED)
        for words, sought, own in ((source, sought_s, is_s), (target, sought_t, is_t)):
            if words:
                seek = seek + sought[words].mean(0)
                known = known + own[words].mean(0)
        weights = (shown @ seek / SEEK**0.5).softmax(-1)
        return self.out(self.dropout(functional.relu(weights @ found + known)))


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


def padded(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, looks and mask of windows, padded to the longest."""
    longest = max(len(w.ids) for w in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    looks = torch.zeros_like(ids)
    mask = torch.zeros(len(windows), longest, dtype=torch.bool)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)] = torch.tensor(w.ids)
        looks[i, : len(w.ids)] = torch.tensor(w.looks)
        mask[i, : len(w.ids)] = True
    return ids, looks, mask
