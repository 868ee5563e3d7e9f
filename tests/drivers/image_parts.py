"""What lessons 03, 04, 05 and 09 ask of the libraries, in the environment that runs this: load, adapt, merge and serve.

    python tests/drivers/image_parts.py FOLDER

The model is a Llama of a few thousand random weights, so nothing is said about answers. NF4 training, lesson 03's, is that of
`tests/gpu_check.py --tiny`. Every part prints one line; the last is "all parts".
"""

import dataclasses
import sys
from pathlib import Path

import torch
from openai import OpenAI
from peft import AutoPeftModelForCausalLM, LoraConfig, get_peft_model

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
import gpu_check  # noqa: E402

from helpers import inference, models, profiles, serving  # noqa: E402

TARGETS = ["q_proj", "v_proj", "down_proj"]
ROW = {
    "question": "모든 이름을 보여 주세요.",
    "schema": "CREATE TABLE people (name TEXT);",
    "gold": "SELECT name FROM people;",
}


def main(folder: Path) -> None:
    """Each part in the order of the lessons; `folder` receives models and is made."""
    torch.set_num_threads(1)
    folder.mkdir(parents=True)
    gpu_check.write_random_model(gpu_check.TINY, folder / "model")
    changes = {"model_id": str(folder / "model"), "dtype": "float32", "max_length": 512}
    profile = dataclasses.replace(profiles.PROFILES["cpu"], **changes)
    tokenizer = models.load_tokenizer(profile)

    for name, quantization in {"dense": None, "nf4": models.nf4(profile)}.items():
        lora = LoraConfig(r=4, target_modules=TARGETS, task_type="CAUSAL_LM")
        adapted = get_peft_model(models.load_base(profile, quantization), lora)
        with torch.no_grad():  # else the adapter adds nothing, and the parts below would not notice if it were lost
            for layer, weight in adapted.named_parameters():
                if "lora_B" in layer:
                    weight.normal_()
        adapted.save_pretrained(folder / name)
        print(f"03: LoRA on a {name} base, {adapted.get_nb_trainable_parameters()[0]:,} weights", flush=True)

        tuned = AutoPeftModelForCausalLM.from_pretrained(folder / name, dtype=torch.float32, quantization_config=quantization)
        tokens = tokenizer("SELECT", return_tensors="pt")
        with torch.no_grad():
            expected, found = adapted.eval()(**tokens).logits, tuned.eval()(**tokens).logits
        assert torch.allclose(expected, found, atol=1e-3), name
        print(f"05: the {name} adapter read back gives the same logits", flush=True)
        prompts = [inference.prompt(tokenizer, ROW), "SELECT"]
        assert len(inference.generate(tuned, tokenizer, prompts, max_new_tokens=4, progress=False)) == 2
        print(f"05: {name}: two answers in a batch", flush=True)

    merged = models.merge(folder / "dense", profile)
    with torch.no_grad():
        assert torch.allclose(merged(**tokens).logits, unmerged(folder / "dense", tokens), atol=1e-4)
    models.save(merged, tokenizer, folder / "merged")
    print("05: merged and saved", flush=True)

    with serving.transformers_serve(str(folder / "merged"), "--continuous-batching") as address:
        client = OpenAI(base_url=address, api_key="none", timeout=600)
        chat = [{"role": "user", "content": "SELECT"}]
        reply = client.chat.completions.create(model=str(folder / "merged"), messages=chat, max_tokens=4)
        assert reply.choices[0].finish_reason
    print("09: served", flush=True)
    print("all parts", flush=True)


def unmerged(adapter: Path, tokens: dict) -> torch.Tensor:
    """What the adapter gives on its dense base, unmerged."""
    return AutoPeftModelForCausalLM.from_pretrained(adapter, dtype=torch.float32).eval()(**tokens).logits


if __name__ == "__main__":
    main(Path(sys.argv[1]))
