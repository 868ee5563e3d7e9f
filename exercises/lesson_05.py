"""Checks of lesson 05: what merging removes, and whether answers depend on their batch."""

from peft import PeftModel

from exercises.checking import exercise


@exercise
def fewer(answer: tuple[int, int], model: PeftModel) -> str | None:
    """Answer: by how many modules and by how many parameters the merged model is smaller than `model`, with its adapter beside it."""
    modules, parameters = answer
    wanted = sum(weight.numel() for name, weight in model.named_parameters() if "lora_" in name)
    if -parameters == wanted:
        return "Merging takes parameters away: give by how many there are fewer, as a number above zero."
    if parameters != wanted:
        return f"{parameters:,} parameters is wrong: what is gone are A and B of every layer."
    # Each layer loses what peft put beside its own weights, and itself: `base_layer` takes its place. What is around the whole
    # model may be counted or not.
    gone = sum("lora_" in name or name.endswith("base_layer") for name, _ in model.named_modules())
    around = len(list(model.modules())) - len(list(model.base_model.model.modules()))
    if not gone <= modules <= gone + around:
        return f"{modules:,} modules is wrong: count those of both models, for instance with `len(list(model.modules()))`."
    return None


@exercise
def batches(answer: tuple[list[str], list[str]], questions: list) -> str | None:
    """Answer: what the model says to `questions` in one batch, and what it says to each alone."""
    together, alone = answer
    for said in (together, alone):
        if len(said) != len(questions) or not all(isinstance(each, str) for each in said):
            return f"Each of the two should be a list of {len(questions)} texts, one a question."
    if together is alone:
        return "Both are the same list: answer the questions twice, with two batch sizes."
    if 2 * sum(map(str.__eq__, together, alone)) < len(questions):
        return "Most answers differ: are the questions in the same order, and padded on the left?"
    return None
