"""The model and its tokenizer: loaded dense or in NF4, merged, saved; and where an answer of it ends."""

import ctypes
import gc
import os
import warnings
from pathlib import Path

import torch
from jinja2 import TemplateError
from peft import PeftModel
from transformers import (
    AutoModelForCausalLM,
    BitsAndBytesConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)
from trl import get_training_chat_template

from helpers import machine
from helpers.artifacts import CourseError
from helpers.base_model import MARKED_TEMPLATE, TEMPLATE, base_folder
from helpers.base_model import origin as origin
from helpers.profiles import Profile

# The linear layers of a Llama-like decoder, those that lesson 03 puts LoRA on.
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

# A chat that is rendered to see what a template writes.
SAMPLE = [{"role": role, "content": content} for role, content in (
    ("user", "첫 질문"), ("assistant", "SELECT 1"), ("user", "다음 질문"), ("assistant", "SELECT 2"))]  # fmt: skip

# A template around another, THEIRS: what an assistant's turn adds to the text, up to its end mark, END, is marked as generated.
WRAPPER = (
    "{% macro whole(messages, add_generation_prompt) %}THEIRS{% endmacro %}"
    "{%- set told = namespace(text='') -%}"
    "{%- for message in messages -%}{%- if message['role'] == 'assistant' -%}"
    "{%- set asked = whole(messages[:loop.index0], true) -%}{%- set answered = whole(messages[:loop.index], false) -%}"
    "{%- set until = answered.rfind(END) + END|length -%}"
    "{{- asked[told.text|length:] -}}"
    "{%- generation -%}{{- answered[asked|length:until] -}}{%- endgeneration -%}"
    "{%- set told.text = answered[:until] -%}"
    "{%- endif -%}{%- endfor -%}"
    "{{- whole(messages, add_generation_prompt)[told.text|length:] -}}"
)

warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)
machine.overlook_old_torchao()


def load_tokenizer(profile: Profile, source: str | Path | None = None) -> PreTrainedTokenizerFast:
    """The tokenizer of the base model, or of the folder or Hub id in `source`."""
    # Gemma's own class keeps the vocabulary in Python too, and `datasets` hashes that at every `map`: ten seconds, not two.
    tokenizer = PreTrainedTokenizerFast.from_pretrained(source or base_folder(profile))
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def training_template(tokenizer: PreTrainedTokenizerBase) -> str:
    """The tokenizer's chat template with marks around the answers and their end mark; the text that it gives is the same.

    The small model's is ours, and `trl` has marked templates for many model families. Any other template is wrapped: the text
    of an answer is what comes to a chat when the answer does.

    Raises:
        CourseError: the template gives other texts when it is wrapped, for instance because it rewrites earlier turns.
    """
    if tokenizer.chat_template == TEMPLATE:
        return MARKED_TEMPLATE
    try:
        return get_training_chat_template(tokenizer) or tokenizer.chat_template
    except ValueError:  # trl does not know this template
        wrapped = WRAPPER.replace("END", repr(end_of_turn(tokenizer))).replace("THEIRS", tokenizer.chat_template)
    try:
        unchanged = _render(tokenizer, SAMPLE) == _render(tokenizer, SAMPLE, chat_template=wrapped)
    except (TemplateError, TypeError):
        unchanged = False
    if not unchanged:
        raise CourseError(
            "The answers in this model's chat template cannot be marked: put {% generation %} and {% endgeneration %} around "
            "the assistant's text in `tokenizer.chat_template`, or take a base model whose template trl knows."
        )
    return wrapped


def end_of_turn(tokenizer: PreTrainedTokenizerBase) -> str:
    """The mark with which an answer ends: what the chat template writes behind one; the tokenizer's eos where it writes none.

    They differ in Llama 3: a turn ends with `<|eot_id|>`, and eos is `<|end_of_text|>`, which no answer ever shows.
    """
    try:
        text = _render(tokenizer, SAMPLE[-2:])
    except (TemplateError, ValueError):  # no template
        return tokenizer.eos_token
    behind = tokenizer(text.rpartition(SAMPLE[-1]["content"])[2], add_special_tokens=False)["input_ids"]
    marks = set(tokenizer.get_added_vocab().values())
    return next((tokenizer.convert_ids_to_tokens(token) for token in behind if token in marks), tokenizer.eos_token)


def opening(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """The token ids with which the chat template begins a user's turn; an empty list without a template."""
    try:
        text = _render(tokenizer, SAMPLE)
    except (TemplateError, ValueError):
        return []
    before = text[: text.index(SAMPLE[2]["content"])].rpartition(end_of_turn(tokenizer))[2]
    return tokenizer(before.strip(), add_special_tokens=False)["input_ids"]


def ends(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """The token ids at which generation stops: the end of a turn, and eos."""
    return list(dict.fromkeys(tokenizer.convert_tokens_to_ids([end_of_turn(tokenizer), tokenizer.eos_token])))


def load_base(profile: Profile, quantization: BitsAndBytesConfig | None = None) -> PreTrainedModel:
    """The base model, dense in the profile's dtype, or quantized as `quantization` says.

    Args:
        profile: names the model, its dtype and its attention kernel.
        quantization: for example NF4 with double quantization; `None` keeps the weights dense.

    Returns:
        A `transformers` causal language model in eval mode, on the GPU if there is one.
    """
    return AutoModelForCausalLM.from_pretrained(
        base_folder(profile),
        quantization_config=quantization,
        dtype=getattr(torch, profile.dtype),
        attn_implementation=profile.attention,
        device_map=_place(),
    )


def nf4(profile: Profile) -> BitsAndBytesConfig:
    """Lesson 03's four bits a weight, for what is loaded outside of the lesson: to answer, by experiments, bench and tests."""
    dtype = getattr(torch, profile.dtype)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=dtype,
        bnb_4bit_quant_storage=dtype,
    )


def answering(profile: Profile) -> BitsAndBytesConfig | None:
    """How the base model is quantized to answer questions: `None`, not at all, if the profile's card holds it dense."""
    return None if profile.dense else nf4(profile)


def _place() -> str | dict:
    """Where a model is loaded: on the GPU if there is one; of several processes each has a GPU of its own."""
    if not torch.cuda.is_available():
        return "cpu"
    return {"": int(os.environ["LOCAL_RANK"])} if "LOCAL_RANK" in os.environ else "auto"


def merge(adapter: str | Path, profile: Profile) -> PreTrainedModel | PeftModel:
    """The tuned model as one dense model: the adapter of a folder or Hub id added to the dense base.

    Returns:
        An ordinary `transformers` model in the profile's dtype. Where the profile answers in NF4, that base with the adapter
        beside it: four bits would round the sum once more, and with it most of what was trained.
    """
    model = PeftModel.from_pretrained(load_base(profile, answering(profile)), adapter)
    return model.merge_and_unload() if profile.dense else model


def save(tuned: PreTrainedModel | PeftModel, tokenizer: PreTrainedTokenizerBase, folder: str | Path) -> None:
    """Write what `merge` gave into one folder that `from_pretrained` and `transformers serve` take.

    A dense model is written as such; of one in NF4 its four-bit weights, and the adapter beside them, which it then loses.
    Save it before it answers: bitsandbytes repacks four-bit weights for a processor at the first answer, at a small loss.
    The tokenizer comes last: once `tokenizer_config.json` is there, all is. A server stops answers at the ends that are noted.
    """
    tuned.generation_config.eos_token_id = ends(tokenizer)
    if isinstance(tuned, PeftModel):
        tuned.save_pretrained(folder)
        tuned = tuned.unload()
    tuned.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def free_memory() -> None:
    """Give back what deleted models held (`del` or rebind their names first)."""
    gc.collect()
    if hasattr(library := ctypes.CDLL(None), "malloc_trim"):  # see `helpers._keep_freed_memory`
        library.malloc_trim(0)
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _render(tokenizer: PreTrainedTokenizerBase, chat: list[dict], **options) -> str:
    return tokenizer.apply_chat_template(chat, tokenize=False, **options)
