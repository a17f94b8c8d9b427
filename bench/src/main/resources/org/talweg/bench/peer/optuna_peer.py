"""Answers ask and tell with an Optuna sampler, one JSON object a line on stdin and stdout.

    {"sampler": "tpe", "seed": 1, "objectives": 1, "constraints": false, "parameters": [...]}
        -> {"ready": "optuna 3.1.0"} or {"unfit": "why"}
    {"ask": true}                                     -> {"id": 0, "values": {"x": 0.5}}
    {"tell": 0, "costs": [1.5], "violation": 0.0}     -> {"ok": true}
    {"tell": 0}                                       -> {"ok": true}    the evaluation failed

A parameter is {"name": "x", "kind": "float" or "int", "low": 0, "high": 1, "log": false} or
{"name": "x", "kind": "categorical", "choices": ["a", "b"]}. All costs are to be minimised.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")


def reply(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def distribution(optuna, parameter):
    kinds = optuna.distributions
    if parameter["kind"] == "categorical":
        return kinds.CategoricalDistribution(parameter["choices"])
    make = kinds.IntDistribution if parameter["kind"] == "int" else kinds.FloatDistribution
    return make(parameter["low"], parameter["high"], log=parameter["log"])


def sampler(optuna, setup):
    """The sampler asked for, or why there is none."""
    samplers = optuna.samplers
    name, seed = setup["sampler"], setup["seed"]

    def violation(trial):
        return (trial.user_attrs.get("violation", 1.0),)

    constrained = {"constraints_func": violation} if setup["constraints"] else {}
    if name == "tpe":
        return samplers.TPESampler(seed=seed, **constrained), None
    if name == "gp":
        if not hasattr(samplers, "GPSampler"):
            return None, "optuna %s has no GPSampler (it came with 3.6)" % optuna.__version__
        if setup["objectives"] > 1:
            return None, "its GP sampler is run on one objective"
        if setup["constraints"]:
            return None, "its GP sampler is run without constraints"
        return samplers.GPSampler(seed=seed), None
    if name == "cma-es":
        if setup["objectives"] > 1:
            return None, "its CMA-ES takes one objective"
        if any(p["kind"] == "categorical" for p in setup["parameters"]):
            return None, "its CMA-ES takes no choices"
        return samplers.CmaEsSampler(seed=seed), None
    return None, "there is no sampler " + name


def main():
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    setup = json.loads(sys.stdin.readline())
    chosen, why = sampler(optuna, setup)
    if chosen is None:
        reply({"unfit": why})
        return
    study = optuna.create_study(
        sampler=chosen, directions=["minimize"] * setup["objectives"]
    )
    space = {p["name"]: distribution(optuna, p) for p in setup["parameters"]}
    trials = {}
    reply({"ready": "optuna " + optuna.__version__})
    for line in sys.stdin:
        message = json.loads(line)
        if "ask" in message:
            trial = study.ask(space)
            trials[trial.number] = trial
            reply({"id": trial.number, "values": trial.params})
            continue
        trial = trials.pop(message["tell"])
        infeasible = message.get("violation", 0.0) > 0
        if "costs" in message and (setup["sampler"] == "tpe" or not infeasible):
            trial.set_user_attr("violation", message["violation"])
            study.tell(trial, message["costs"])
        else:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        reply({"ok": True})


try:
    main()
except Exception as problem:  # the other side reads stdout only
    reply({"error": "%s: %s" % (type(problem).__name__, problem)})
