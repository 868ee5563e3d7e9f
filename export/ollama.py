"""Ollama's Modelfile: the template, the system prompt and the end mark that the training had, in Ollama's words."""

import re

from transformers import PreTrainedTokenizerBase

from helpers import data, models
from helpers.artifacts import CourseError

ACTION = re.compile(r"{{ ?(.*?) ?}}")
# Two templates that other programs put in the place of a lost one: ChatML is llama.cpp's, and Gemma's own has no turn for the
# system and calls the assistant a model. The first marks are not even tokens of Gemma.
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{{ '<|im_start|>assistant\n' }}"
)
GEMMA = (
    "{{ bos_token }}{% for message in messages[1:] %}"
    "{{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else 'user') + '\n' }}"
    "{% if loop.first %}{{ messages[0]['content'] + '\n\n' }}{% endif %}{{ message['content'] + '<end_of_turn>\n' }}"
    "{% endfor %}{{ '<start_of_turn>model\n' }}"
)
WRONG = {"ChatML": CHATML, "Gemma's template": GEMMA}
SYSTEM, USER = "\ue000system\ue000", "\ue000user\ue000"  # contents that no template writes itself


def template(tokenizer: PreTrainedTokenizerBase) -> str:
    """The tokenizer's chat template in the language of Go, which Ollama reads.

    It serves templates of the usual form: a first mark, then every turn with its role and its content between the same marks.

    Raises:
        CourseError: the tokenizer's template has another form, so that both would give different texts.
    """
    bos = tokenizer.bos_token or ""
    text = _rendered(tokenizer, [{"role": "system", "content": SYSTEM}, {"role": "user", "content": USER}])
    found = re.fullmatch(f"(.*?)system(.*?){SYSTEM}(.*?)user(.*?){USER}(.*?)assistant(.*)", text, re.DOTALL)
    if found:
        first, middle, between, *_ = found.groups()
        bos = bos if first.startswith(bos) else ""
        opening = first.removeprefix(bos)
        closing = between.removesuffix(opening)
        turn = f"{opening}{{{{ .Role }}}}{middle}{{{{ .Content }}}}{closing}"
        made = f"{bos}{{{{ range .Messages }}}}{turn}{{{{ end }}}}{opening}assistant{middle}"
        chat = [{"role": "system", "content": "규칙"}, *models.SAMPLE[:3]]
        if render(made, chat) == _rendered(tokenizer, chat):
            return made
    raise CourseError("The chat template does not write every turn in the same way: write Ollama's TEMPLATE for it by hand.")


def modelfile(tokenizer: PreTrainedTokenizerBase, gguf: str, context: int = 4_096) -> str:
    """The Modelfile for `ollama create NAME -f Modelfile`.

    Args:
        tokenizer: of the trained model, with its chat template.
        gguf: name of the GGUF file in the same folder.
        context: tokens of a question with its answer. Ollama drops what is longer, from the front, without a word.

    The training's system message ends with the schema. Whoever asks sends that message; it takes the place of SYSTEM here.
    `temperature 0` takes the best token; `repeat_penalty 1` makes no token worse for having been there before: a query
    has to repeat the names of the schema.
    """
    return (
        f"FROM ./{gguf}\n"
        f'TEMPLATE """{template(tokenizer)}"""\n'
        f'SYSTEM """{data.SYSTEM_PROMPT}"""\n'
        f'PARAMETER stop "{models.end_of_turn(tokenizer)}"\n'
        f"PARAMETER temperature 0\nPARAMETER repeat_penalty 1\nPARAMETER num_ctx {context}\n"
    )


def parse(text: str) -> dict[str, str]:
    """The TEMPLATE and the SYSTEM of a Modelfile, by name."""
    return dict(re.findall(r'^(TEMPLATE|SYSTEM) """(.*?)"""$', text, re.DOTALL | re.MULTILINE))


def render(template: str, messages: list[dict]) -> str:
    """What Ollama's template makes of a chat: the part of Go's `text/template` that such a template needs.

    That is text, and `{{ range .Messages }}` to `{{ end }}` with `{{ .Role }}` and `{{ .Content }}` in it. A test compares it
    with Go itself.

    Raises:
        CourseError: the template uses anything else.
    """
    head, loop, tail = [*re.split(r"{{ range \.Messages }}|{{ end }}", template), "", ""][:3]
    unknown = set(ACTION.findall(template)) - {"range .Messages", ".Role", ".Content", "end"}
    if unknown or template.count("{{ range") != 1 or template.count("{{ end }}") != 1 or "{{" in head + tail:
        raise CourseError(f"Only one range over .Messages, .Role and .Content can be rendered here, not {unknown or template}.")
    turns = ({".Role": turn["role"], ".Content": turn["content"]} for turn in messages)
    return head + "".join(ACTION.sub(lambda field, turn=turn: turn[field[1]], loop) for turn in turns) + tail


def _rendered(tokenizer, chat: list[dict]) -> str:
    return tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
