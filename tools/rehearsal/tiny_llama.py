"""A Llama 3 of a few hundred thousand weights with everything about the large one that has made trouble.

Its tokenizer has Llama 3's special tokens, puts a BOS before every text although the chat template writes one as well, cleans
up what it decodes, and has an eos that no answer ends with. Its generation settings ask for sampling and name two ends.
It has read some rows, so that it knows what an answer looks like and where one ends, and no more.
"""

import random
from pathlib import Path

import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, pre_tokenizers, processors, trainers
from tokenizers import models as tokenizer_models
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from helpers import artifacts, data

BOS, EOS, TURN_END = "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>"
RESERVED = [f"<|reserved_special_token_{number}|>" for number in range(4)]
SPECIAL = (BOS, EOS, *RESERVED[:2], "<|finetune_right_pad_id|>", RESERVED[2], "<|start_header_id|>", "<|end_header_id|>",
           "<|eom_id|>", TURN_END, "<|python_tag|>", RESERVED[3])  # fmt: skip
WORDS = Regex(  # how Llama 3 cuts a text before it looks for tokens
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
TURN = "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>'"
OPENED = "{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}"
LATER = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = " + TURN + " %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
    "{% if add_generation_prompt %}" + OPENED + "{% endif %}"
)
# The first edition of Llama 3's template opens an answer whether it is asked to or not. Models of its first months have it.
FIRST = LATER.replace("{% if add_generation_prompt %}", "").replace(OPENED + "{% endif %}", OPENED)
VOCABULARY = 4_000  # lesson 03 takes tokens from 1,000 to 2,000
STEPS, BATCH = 150, 8


def write(folder: Path, rows: list[dict], template: str = LATER) -> None:
    """Make the model and its tokenizer and save them as a repository of the Hub has them: bfloat16, in shards.

    Args:
        folder: receives them.
        rows: with `question`, `schema` and `gold`; the tokenizer is made from them, and the model learns from them.
        template: of the chats, `LATER` or `FIRST`.
    """
    tokenizer = make_tokenizer(rows, template)
    model = learn(make_model(tokenizer), tokenizer, rows)
    model.to(torch.bfloat16).save_pretrained(folder, max_shard_size="500KB")
    tokenizer.save_pretrained(folder)


def make_tokenizer(rows: list[dict], template: str = LATER) -> PreTrainedTokenizerFast:
    """A tokenizer of bytes and their pairs, as Llama 3's."""
    core = Tokenizer(tokenizer_models.BPE())
    split = pre_tokenizers.Split(WORDS, "isolated")
    core.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    core.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, initial_alphabet=alphabet, show_progress=False)
    shipped = map(data.renamed, artifacts.read_jsonl(artifacts.repository() / "data" / "validation.jsonl"))  # for variety
    core.train_from_iterator((row[name] for row in (*rows, *shipped) for name in ("schema", "question", "gold")), trainer)
    core.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in SPECIAL])
    bos = processors.TemplateProcessing(single=f"{BOS} $A", special_tokens=[(BOS, core.token_to_id(BOS))])
    core.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=False), bos])
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        bos_token=BOS,
        eos_token=EOS,
        chat_template=template,
        clean_up_tokenization_spaces=True,
        model_input_names=["input_ids", "attention_mask"],
        model_max_length=8_192,
    )


def make_model(tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """Random weights, and the settings of the large model."""
    torch.manual_seed(0)
    bos, eos, turn_end = tokenizer.convert_tokens_to_ids([BOS, EOS, TURN_END])
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=64, intermediate_size=192, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=8_192, rope_theta=500_000.0, tie_word_embeddings=False,
        bos_token_id=bos, eos_token_id=eos, pad_token_id=None,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    model.generation_config = GenerationConfig(
        bos_token_id=bos, eos_token_id=[eos, turn_end], do_sample=True, temperature=0.6, top_p=0.9, max_length=4_096
    )
    return model


def learn(model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, rows: list[dict]) -> LlamaForCausalLM:
    """Teach the answers of some rows, end mark included, for some seconds."""
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3)
    rng = random.Random(0)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = 3e-3 * (1 - step / STEPS)
        batch = [_example(tokenizer, row) for row in rng.sample(rows, BATCH)]
        width = max(len(ids) for ids, _ in batch)
        ids = torch.tensor([ids + [0] * (width - len(ids)) for ids, _ in batch])
        labels = torch.tensor([[-100] * asked + ids[asked:] + [-100] * (width - len(ids)) for ids, asked in batch])
        model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return model


def _example(tokenizer: PreTrainedTokenizerFast, row: dict) -> tuple[list[int], int]:
    """The tokens of a chat, and how many of them come before the answer."""
    asked = tokenizer.apply_chat_template(data.messages(row, answer=False), tokenize=False, add_generation_prompt=True)
    texts = [asked, asked + row["gold"] + TURN_END]
    prompt, whole = tokenizer(texts, add_special_tokens=False)["input_ids"]
    return whole, len(prompt)
