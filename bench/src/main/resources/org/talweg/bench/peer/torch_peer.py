"""Takes training steps with PyTorch's AdamW, one JSON object a line on stdin and stdout.

    {"hello": true}                   -> {"ready": "2.6.0"}
    {"model": "mlp", "steps": 40}     -> {"update": 12.5, "step": 230.0, "loss": 2.3}

The models and the sizes of their batches are those of the benchmark's own side; times are
microseconds a step. One thread, and every default of PyTorch.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def reply(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def mlp(nn):
    return nn.Sequential(
        nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)
    )


def conv(nn):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 7 * 7, 10),
    )


def transformer(torch, nn, symbols=65, window=64, width=64, heads=4, layers=2):
    functional = nn.functional

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.before = nn.LayerNorm(width)
            self.inward = nn.Linear(width, 3 * width)
            self.outward = nn.Linear(width, width)
            self.between = nn.LayerNorm(width)
            self.wide = nn.Linear(width, 4 * width)
            self.narrow = nn.Linear(4 * width, width)

        def forward(self, h):
            batch, length, _ = h.shape
            parts = self.inward(self.before(h)).view(batch, length, 3 * heads, width // heads)
            q, k, v = parts.transpose(1, 2).split(heads, 1)
            attended = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
            h = h + self.outward(attended.transpose(1, 2).reshape(batch, length, width))
            return h + self.narrow(functional.gelu(self.wide(self.between(h))))

    class Decoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.symbols = nn.Embedding(symbols, width)
            self.places = nn.Embedding(window, width)
            self.layers = nn.Sequential(*[Layer() for _ in range(layers)])
            self.norm = nn.LayerNorm(width)
            self.head = nn.Linear(width, symbols, bias=False)

        def forward(self, x):
            h = self.symbols(x) + self.places.weight[: x.shape[1]]
            return self.head(self.norm(self.layers(h)))

    return Decoder()


class Training:
    def __init__(self, torch, name):
        nn = torch.nn
        if name == "transformer":
            self.model = transformer(torch, nn)
            self.inputs = torch.randint(0, 65, (8, 64))
            self.targets = torch.randint(0, 65, (8 * 64,))
        elif name == "conv":
            self.model = conv(nn)
            self.inputs = torch.randn(32, 1, 28, 28)
            self.targets = torch.randint(0, 10, (32,))
        else:
            self.model = mlp(nn)
            self.inputs = torch.randn(64, 784)
            self.targets = torch.randint(0, 10, (64,))
        self.loss = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=1e-4)

    def steps(self, count):
        update = 0.0
        value = 0.0
        start = time.perf_counter()
        for _ in range(count):
            self.optimizer.zero_grad()
            output = self.model(self.inputs)
            loss = self.loss(output.reshape(self.targets.shape[0], -1), self.targets)
            loss.backward()
            value = loss.item()
            before = time.perf_counter()
            self.optimizer.step()
            update += time.perf_counter() - before
        whole = time.perf_counter() - start
        return {"update": 1e6 * update / count, "step": 1e6 * whole / count, "loss": value}


def main():
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    trainings = {}
    for line in sys.stdin:
        message = json.loads(line)
        if "hello" in message:
            reply({"ready": torch.__version__})
            continue
        name = message["model"]
        if name not in trainings:
            trainings[name] = Training(torch, name)
        reply(trainings[name].steps(message["steps"]))


try:
    main()
except Exception as problem:  # the other side reads stdout only
    reply({"error": "%s: %s" % (type(problem).__name__, problem)})
