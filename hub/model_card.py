"""The model card: what was trained from what, how good it is, how to load it, under which licence."""

import os
from pathlib import Path

from huggingface_hub import EvalResult, ModelCard, ModelCardData

import hub
from helpers import artifacts, own_rows, profiles, stats, training
from hub import space

TEMPLATE = Path(__file__).with_suffix(".md")
LICENCES = {profiles.SMALL: "gemma", profiles.LARGE: "llama3"}
NOTICES = {  # what a licence wants said of every model that is derived from the base
    "gemma": "Gemma is provided under and subject to the Gemma Terms of Use found at "
    "[ai.google.dev/gemma/terms](https://ai.google.dev/gemma/terms). The terms and their restrictions on use "
    "([prohibited use policy](https://ai.google.dev/gemma/prohibited_use_policy)) hold for this model as well, and for "
    "whatever is derived from it: pass them on with it. It is a modified Gemma: it was fine-tuned as described above.",
}
SHIPPED = "korean-text2sql-course (shipped with the course)"
OWN = "rows of the author's own, not published"
TESTS = {  # what the questions of a test are about
    "test_seen": "databases seen in training",
    "test_unseen": "databases never seen",
    "test_natural": "questions as people ask them, written by hand",
}
METRICS = {"em": "exact match", "execution": "right result when executed", "judge": "judged right"}
SCORES = {  # key in report.json: (metric, where, key of the number of questions)
    f"{key}_{test}": (metric, where, f"n_{test}")
    for key, metric in METRICS.items()
    for test, where in TESTS.items()
    if key != "judge" or test != "test_unseen"  # lesson 07 judges two
}
BASELINES = {  # key in report.json without its test: who answers the same questions; counted by execution
    "baseline_string": "string matching, nothing learned",
    "baseline_base": "the base model",
    "baseline_examples": "the base model, three examples in the prompt",
    "execution": "this model",
}
LOAD_ADAPTER = """from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer

model = AutoPeftModelForCausalLM.from_pretrained("{repo_id}", dtype="{dtype}", device_map="auto")
tokenizer = AutoTokenizer.from_pretrained("{repo_id}")"""
LOAD_MERGED = LOAD_ADAPTER.replace("peft import AutoPeftModel", "transformers import AutoModel").replace(
    "AutoPeftModel", "AutoModel"
)


def write(repo_id: str, profile: profiles.Profile, record: dict, report: dict, base_origin: str, merged: bool = False) -> ModelCard:
    """Fill the card's template (`hub/model_card.md`).

    Args:
        repo_id: `user/name`, for the lines that load the model.
        profile: that the model was trained with.
        record: content of `training.json`: `settings`, `seconds`, `tokens_per_second`, ...
        report: content of `report.json`; a score that is not in it counts as not yet measured.
        base_origin: where the base weights came from, in words.
        merged: the repository holds dense merged weights instead of an adapter.

    Returns:
        The card; `str()` of it is the README.md.
    """
    return ModelCard.from_template(
        _metadata(repo_id, profile, report, merged),
        template_path=str(TEMPLATE),
        title=repo_id.split("/")[-1],
        summary=_summary(profile, merged),
        facts=_facts(profile, record, base_origin),
        scores=_scores(profile, report),
        settings=_flat(record.get("settings", {})),
        code=(LOAD_MERGED if merged else LOAD_ADAPTER).format(repo_id=repo_id, dtype=profile.dtype),
        licence=_licence(profile, merged),
        space=space.address(repo_id),
    )


def scores(adapter: Path) -> dict:
    """What lessons 06 and 07 measured, if they measured this adapter and not one trained before.

    Args:
        adapter: folder of lesson 03.

    Returns:
        The content of `report.json`, or `{}` while lesson 05 has no answers of this adapter.
    """
    report = artifacts.path("report.json")
    answers = artifacts.read_jsonl(artifacts.path("predictions", "tuned_test_seen.jsonl"))
    ours = bool(answers) and answers[0].get("model") == training.adapter_id(adapter)
    return artifacts.read_json(report) if ours and report.exists() else {}


def _metadata(repo_id: str, profile: profiles.Profile, report: dict, merged: bool) -> ModelCardData:
    """The YAML head: what the Hub's search, its widgets and its leaderboards read."""
    results = [
        EvalResult(
            "text-generation", hub.TAG, f"{_dataset(profile)}, {_asked(profile, where)}", key, report[key], metric_name=metric
        )
        for key, (metric, where, _) in SCORES.items()
        if report.get(key) is not None
    ]
    return ModelCardData(
        language="ko",
        license=LICENCES.get(profile.model_id, "other"),
        library_name="transformers" if merged else "peft",
        pipeline_tag="text-generation",
        base_model=profile.model_id,
        base_model_relation="merge" if merged else "adapter",
        datasets=None if (dataset := _dataset(profile)) in (SHIPPED, OWN) else [dataset],
        tags=[hub.TAG, "text-to-sql", "korean"] + ([] if merged else ["lora", "qlora"]),
        model_name=repo_id.split("/")[-1] if results else None,
        eval_results=results or None,
    )


def _summary(profile: profiles.Profile, merged: bool) -> str:
    base = f"[{profile.model_id}](https://huggingface.co/{profile.model_id})"
    if merged:
        return f"{base} with a LoRA adapter merged in: it turns a Korean question about a database into a SQLite query."
    return f"A LoRA adapter for {base} that turns a Korean question about a database into a SQLite query."


def _facts(profile: profiles.Profile, record: dict, base_origin: str) -> dict[str, str]:
    facts = {
        "Base model": profile.model_id,
        "Base weights from": base_origin,
        "Training data": _dataset(profile),
    }
    if "tokens" in record:
        facts["Tokens trained on"] = f"{record['tokens']:,}"
    if "seconds" in record:
        facts["Training time"] = f"{record['seconds'] / 60:.0f} min ({profile.name} profile)"
    if "tokens_per_second" in record:
        facts["Training speed"] = f"{record['tokens_per_second']:,.0f} tokens/s"
    if record.get("loss"):
        facts["Last training loss"] = f"{record['loss'][-1]:.3f}"
    return facts


def _asked(profile: profiles.Profile, where: str) -> str:
    """What the questions of a score are about; of other rows than the shipped ones nobody knows which databases they share."""
    return where if _dataset(profile) == SHIPPED else "questions kept back from training"


def _scores(profile: profiles.Profile, report: dict) -> str:
    """A table of the scores that exist, each with its interval where the number of questions is known."""
    lines = []
    for key, (metric, where, count) in SCORES.items():
        if report.get(key) is None:
            continue
        spread, questions = "not known", report.get(count)
        if questions:
            interval = stats.wilson(round(report[key] * questions), questions)
            spread = f"{interval.low:.1%} to {interval.high:.1%} ({questions:,} questions)"
        lines.append(f"| {metric} | {_asked(profile, where)} | {report[key]:.1%} | {spread} |")
    if not lines:
        return "Not yet measured: run lesson 06 of the course and publish again."
    table = "\n".join(["| metric | questions about | score | 95% interval |", "|---|---|---|---|", *lines])
    return "\n\n".join(filter(None, (table, _baselines(profile, report))))


def _baselines(profile: profiles.Profile, report: dict) -> str:
    """What others reach on the same questions, by execution; "" where nobody else was measured."""
    tests = [test for test in TESTS if report.get(f"execution_{test}") is not None]
    known = [
        (name, [f"{report[f'{way}_{test}']:.1%}" if report.get(f"{way}_{test}") is not None else "not measured" for test in tests])
        for way, name in BASELINES.items()
        if any(report.get(f"{way}_{test}") is not None for test in tests)
    ]
    if len(known) < 2:
        return ""
    about = " | ".join(_asked(profile, TESTS[test]) for test in tests)
    lines = [f"| {name} | {' | '.join(scores)} |" for name, scores in known]
    said = "Who else answers the same questions, by right results when executed. What string matching reaches is no sign of understanding:"
    return "\n".join([said, "", f"| | {about} |", "|---" * (len(tests) + 1) + "|", *lines])


def _flat(settings: dict, prefix: str = "") -> dict:
    """Nested settings as one level with dotted names; what is empty, off or a placeholder says nothing."""
    rows = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            rows |= _flat(value, f"{prefix}{name}.")
        elif value and not str(value).startswith("<"):
            rows[prefix + name] = ", ".join(map(str, value)) if isinstance(value, list) else value
    return rows


def _dataset(profile: profiles.Profile) -> str:
    """What was trained on: the shipped data, a dataset on the Hub by its id, or rows of the learner's own (`COURSE_DATA`)."""
    source = os.environ.get("COURSE_DATA") or profile.dataset
    if source == "shipped":
        return SHIPPED
    return OWN if own_rows.find(source) else source  # the file's name is nobody's business


def _licence(profile: profiles.Profile, merged: bool) -> str:
    licence = LICENCES.get(profile.model_id, "other")
    what = "This model holds the weights of its base model" if merged else "An adapter is of use only with its base model"
    return f"{what} and follows that model's licence: `{licence}`. {NOTICES.get(licence, '')}".strip()
