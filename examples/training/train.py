"""Trains a network of one hidden layer on two moons of points; prints the validation loss."""
import argparse
import math
import random
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, required=True)
parser.add_argument("--optimiser", choices=["sgd", "adam"], required=True)
parser.add_argument("--momentum", type=float, default=0.0)
parser.add_argument("--hidden", type=int, default=4)
parser.add_argument("--epochs", type=int, default=27)
given = parser.parse_args()

chance = random.Random(1)


def moon(label):
    angle = math.pi * chance.random()
    x, y = (math.cos(angle), math.sin(angle)) if label else (1 - math.cos(angle), 0.5 - math.sin(angle))
    return (x + chance.gauss(0, 0.2), y + chance.gauss(0, 0.2)), label


points = [moon(k % 2) for k in range(300)]
training, validation = points[:200], points[200:]
hidden = range(given.hidden)
# Three weights of each hidden unit, then one of each to the output, then the output's offset.
weights = [chance.gauss(0, 1) for _ in range(4 * given.hidden)] + [0.0]
first, second = [0.0] * len(weights), [0.0] * len(weights)


def forward(x, y):
    units = [math.tanh(weights[3 * h] * x + weights[3 * h + 1] * y + weights[3 * h + 2]) for h in hidden]
    z = weights[-1] + sum(weights[3 * given.hidden + h] * units[h] for h in hidden)
    return units, z


def loss(z, label):
    signed = z if label else -z
    return max(-signed, 0) + math.log1p(math.exp(-abs(signed)))


def gradient(batch):
    slope = [0.0] * len(weights)
    for (x, y), label in batch:
        units, z = forward(x, y)
        error = (1 / (1 + math.exp(-max(-50, min(50, z)))) - label) / len(batch)
        slope[-1] += error
        for h in hidden:
            slope[3 * given.hidden + h] += error * units[h]
            back = error * weights[3 * given.hidden + h] * (1 - units[h] ** 2)
            slope[3 * h] += back * x
            slope[3 * h + 1] += back * y
            slope[3 * h + 2] += back
    return slope


step = 0
for epoch in range(1, given.epochs + 1):
    chance.shuffle(training)
    for start in range(0, len(training), 20):
        step += 1
        for i, g in enumerate(gradient(training[start : start + 20])):
            if given.optimiser == "sgd":
                first[i] = given.momentum * first[i] + g
                weights[i] -= given.rate * first[i]
            else:
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g * g
                scale = math.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                weights[i] -= given.rate * first[i] / (1 - 0.9**step) / scale
    value = sum(loss(forward(x, y)[1], label) for (x, y), label in validation) / len(validation)
    if not value < 10:
        sys.exit(f"diverged in epoch {epoch}")
    print(f"epoch {epoch} loss {value:.6f}", flush=True)
