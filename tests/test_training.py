"""The training of lesson 03: right gradients, the right loss, and nothing lost by a crash."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import bitsandbytes as bnb
import psutil
import pytest
import torch
from datasets import Dataset
from peft import LoraConfig
from trl import SFTTrainer

from helpers import artifacts, chats, cpu_trainer, data, inspection, models, profiles, training
from helpers.artifacts import CourseError
from helpers.cpu_trainer import CompletionTrainer, compile_layers
from tools.bench import busy

PROFILE = dataclasses.replace(profiles.on_this_processor(profiles.PROFILES["cpu"]), max_length=96)
NF4 = models.nf4(PROFILE)
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def lora(**changes) -> LoraConfig:
    return LoraConfig(**{"r": 4, "lora_alpha": 8, "target_modules": PROJECTIONS, "task_type": "CAUSAL_LM"} | changes)


def examples(count: int = 16) -> Dataset:
    return Dataset.from_list(
        [
            {
                "prompt": [{"role": "user", "content": f"숫자 {number}보다 큰 값은 몇 개인가요?"}],
                "completion": [{"role": "assistant", "content": f"SELECT COUNT(*) FROM t WHERE v > {number};"}],
            }
            for number in range(count)
        ]
    )


def make_trainer(output, quantization=NF4, kind=CompletionTrainer, **changes):
    arguments = {
        "learning_rate": 1e-3,
        "lr_scheduler_type": "linear",
        "lr_scheduler_kwargs": {},
        "warmup_steps": 0,
        "adam_beta2": 0.999,
        "assistant_only_loss": False,
        "activation_checkpointing": False,
        "save_steps": 2,
    }
    return kind(
        model=models.load_base(PROFILE, quantization),
        args=training.sft_config(PROFILE, output, **arguments | changes),
        train_dataset=examples(),
        processing_class=models.load_tokenizer(PROFILE),
        peft_config=lora(),
    )


@pytest.mark.slow
def test_one_nf4_step_has_the_gradients_of_the_dequantized_model(tmp_path):
    """The same LoRA weights on NF4 layers and on the same layers unpacked: the same loss, the same gradients."""
    quantized = make_trainer(tmp_path)
    dense = make_trainer(tmp_path)
    dense.model.base_model.model = dense.model.base_model.model.dequantize()
    batch = next(iter(quantized.get_train_dataloader()))
    gradients = []
    weights = {name: torch.randn_like(p) * 0.02 for name, p in quantized.model.named_parameters() if p.requires_grad}
    for trainer in (quantized, dense):
        trainer.model.train()
        for name, parameter in trainer.model.named_parameters():
            if "lora_" in name:
                parameter.data.copy_(weights[name])
                parameter.requires_grad_(True)
        loss, _ = trainer.compute_loss(trainer.model, dict(batch), return_outputs=True)  # over the whole vocabulary, not a sample
        loss.backward()
        gradients.append(
            (
                loss.item(),
                torch.cat([p.grad.float().flatten() for name, p in sorted(trainer.model.named_parameters()) if "lora_" in name]),
            )
        )
    (nf4_loss, nf4), (dense_loss, reference) = gradients
    assert nf4_loss == pytest.approx(dense_loss, rel=0.01)
    assert ((nf4 - reference).norm() / reference.norm()).item() < 0.05
    assert reference.norm() > 0


@pytest.mark.slow
@pytest.mark.parametrize("packing", [True, False], ids=["packed", "padded"])
def test_the_faster_loss_is_trls_loss(tmp_path, packing):
    """Over a batch of several rows: ours side by side, trl's strung together where they are packed. In training it is estimated."""
    ours = make_trainer(tmp_path, packing=packing, per_device_train_batch_size=3)
    theirs = make_trainer(tmp_path, kind=SFTTrainer, packing=packing, per_device_train_batch_size=3)
    losses, shapes = [], []
    for trainer in (ours, theirs):
        trainer.model.train()
        batch = next(iter(trainer.get_train_dataloader()))
        shapes.append(tuple(batch["input_ids"].shape))
        losses.append(trainer.compute_loss(trainer.model, dict(batch), return_outputs=True)[0].item())
    estimates = [ours.compute_loss(ours.model, dict(next(iter(ours.get_train_dataloader())))).item() for _ in range(3)]
    assert len(set(estimates)) == 3 and estimates == pytest.approx([losses[0]] * 3, rel=0.1)
    assert shapes[0][0] == 3 and shapes[1][0] == (1 if packing else 3)
    assert losses[0] == pytest.approx(losses[1], rel=0.01)


@pytest.mark.slow
def test_questions_of_a_chat_lose_what_they_would_lose_alone():
    """Three questions behind one schema: the mean of their losses, each in a chat of its own; in windows of layers as well."""
    tokenizer, model = models.load_tokenizer(PROFILE), models.load_base(PROFILE).float()
    row = {"schema": "CREATE TABLE shop (\n  id INTEGER PRIMARY KEY,\n  gu TEXT -- 구\n);", "question": "구마다 몇 곳이에요?"}
    rows = [
        row | {"question": f"{n}번 가게는 어느 구에 있어요?", "gold": f"SELECT gu FROM shop WHERE id = {n}"} for n in (3, 17, 250)
    ]
    opening, window = torch.tensor(models.opening(tokenizer)), 40
    model.config.sliding_window = window
    for layer in model.model.layers:
        layer.self_attn.sliding_window = window if layer.self_attn.sliding_window else None
    template = models.training_template(tokenizer)

    def losses(chat):
        """Summed loss of the answers, and their number of tokens."""
        made = tokenizer.apply_chat_template(chat, chat_template=template, return_dict=True, return_assistant_tokens_mask=True)
        ids, scored = torch.tensor([made["input_ids"]]), torch.tensor(made["assistant_masks"][1:], dtype=torch.bool)
        with torch.no_grad():
            logits = model(ids, use_cache=False, **cpu_trainer.apart(ids, None, opening, torch.float32, window)).logits[0, :-1]
        return torch.nn.functional.cross_entropy(logits[scored], ids[0, 1:][scored], reduction="sum").item(), int(scored.sum())

    (together, count), alone = losses(chats.conversations(rows, 3)[0]), [losses(data.messages(row)) for row in rows]
    assert count == sum(tokens for _, tokens in alone)
    assert together == pytest.approx(sum(loss for loss, _ in alone), rel=1e-4)


@pytest.mark.parametrize("packed", [False, True], ids=["one chat", "two chats"])
def test_a_question_sees_what_is_shared_and_itself(packed):
    """Token 9 opens a question; what it shares with the others stands before the first 9 of its chat."""
    ids = torch.tensor([[1, 2, 9, 3, 4, 9, 5, 1, 9, 6, 9, 8]])
    positions = torch.tensor([[0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4]])
    ids, positions = (ids, positions) if packed else (ids[:, :7], None)
    made = cpu_trainer.apart(ids, positions, torch.tensor([9]), torch.float32, window=2)
    assert made["position_ids"].tolist()[0] == [0, 1, 2, 3, 4, 2, 3, *[0, 1, 2, 1, 2][: 5 * packed]]
    seen = [(row == 0).nonzero().flatten().tolist() for row in made["attention_mask"]["full_attention"][0, 0]]
    near = [(row == 0).nonzero().flatten().tolist() for row in made["attention_mask"]["sliding_attention"][0, 0]]
    assert seen[:7] == [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4], [0, 1, 5], [0, 1, 5, 6]]
    assert near[:7] == [[0], [0, 1], [1, 2], [2, 3], [3, 4], [1, 5], [5, 6]]
    assert seen[7:] == [[7], [7, 8], [7, 8, 9], [7, 10], [7, 10, 11]][: 5 * packed]


def test_a_sample_of_the_vocabulary_estimates_loss_and_gradient():
    torch.manual_seed(0)
    head, hidden = torch.nn.Linear(32, 40_000, bias=False), torch.randn(50, 32, requires_grad=True)
    labels, sampled = torch.randint(0, 500, (50,)), cpu_trainer.SampledHead(head, range(500))
    owner = SimpleNamespace(set_output_embeddings=lambda new: setattr(owner, "head", new), head=head)

    def step(wanted):
        with sampled.in_place(owner, wanted) as place:
            loss = torch.nn.functional.cross_entropy(owner.head(hidden), place(labels))
        assert owner.head is head
        return loss.item(), torch.autograd.grad(loss, hidden)[0]

    whole, gradient = step(False)
    estimates, gradients = zip(*(step(True) for _ in range(20)))
    assert sum(estimates) / 20 == pytest.approx(whole, rel=2e-3) and len(set(estimates)) == 20
    assert torch.nn.functional.cosine_similarity(sum(gradients).flatten(), gradient.flatten(), dim=0) > 0.999


def test_a_small_vocabulary_is_not_sampled():
    head = torch.nn.Linear(8, 1_000, bias=False)
    sampled, owner = cpu_trainer.SampledHead(head, range(10)), SimpleNamespace(set_output_embeddings=None)
    with sampled.in_place(owner, True) as place:
        assert torch.equal(place(torch.tensor([-100, 999])), torch.tensor([-100, 999]))


def skip_where_nothing_is_compiled():
    if not PROFILE.compiled:
        pytest.skip(f"on kind {PROFILE.kind} the course does not compile: it does not earn back its minute")


@pytest.mark.slow
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_packed_neighbours_do_not_see_each_other(tmp_path, compiled):
    """Another question in front of an example, in the same row of the batch: the logits of the example stay."""
    if compiled:
        skip_where_nothing_is_compiled()
    trainer = make_trainer(tmp_path, per_device_train_batch_size=2)
    if compiled and not compile_layers(trainer.model):
        pytest.skip("no C++ compiler here")
    trainer.model.train()
    batch = next(iter(trainer.get_train_dataloader()))
    begins = int((batch["position_ids"][0] == 0).nonzero().flatten()[1])  # of the second example in the first row

    def logits(first):
        ids = batch["input_ids"].clone()
        ids[0, :begins] = first
        kept = {}
        trainer.model.register_forward_hook(lambda model, given, output: kept.update(logits=output.logits), always_call=True)
        trainer.compute_loss(
            trainer.model,
            {**batch, "input_ids": ids, "labels": torch.where(torch.arange(ids.shape[1]) > begins, ids, -100)},
            return_outputs=True,
        )
        return kept["logits"][0].detach()

    assert torch.equal(logits(ids := batch["input_ids"][0, :begins]), logits(ids.flip(0)))


@pytest.mark.slow
def test_compiled_layers_are_as_close_to_float32_as_plain_ones(tmp_path):
    """Both round, at other places: what counts is how far each is from the same model in float32."""
    skip_where_nothing_is_compiled()
    trainer, exact = make_trainer(tmp_path), make_trainer(tmp_path)
    exact.model.base_model.model = exact.model.base_model.model.dequantize()
    exact.model.float()
    weights = {name: torch.randn_like(p) * 0.02 for name, p in trainer.model.named_parameters() if p.requires_grad}
    batch = next(iter(trainer.get_train_dataloader()))

    def step(trainer):
        trainer.model.train()
        lora = {name: p for name, p in trainer.model.named_parameters() if "lora_" in name}
        for name, parameter in lora.items():
            parameter.data.copy_(weights[name])
        loss, _ = trainer.compute_loss(trainer.model, dict(batch), return_outputs=True)  # over the whole vocabulary, not a sample
        gradient = torch.autograd.grad(loss, [parameter.requires_grad_(True) for parameter in lora.values()])
        return loss.item(), torch.cat([part.float().flatten() for part in gradient])

    reference_loss, reference = step(exact)
    plain_loss, plain = step(trainer)
    if not compile_layers(trainer.model):
        pytest.skip("no C++ compiler here")
    compiled_loss, compiled = step(trainer)
    assert not torch.equal(compiled, plain), "nothing was compiled"
    for loss in (compiled_loss, plain_loss):  # rounding moves the loss of one short row by up to 1.6%, compiled or not
        assert loss == pytest.approx(reference_loss, rel=0.02)
    error, plain_error = ((gradient - reference).norm() / reference.norm() for gradient in (compiled, plain))
    # In bfloat16 the compiler may round at other places: 5.7% against 4.9% on these rows, and written-out attention alone is not why (4.8%).
    assert error < 0.1 and error <= 1.25 * plain_error + 1e-4


@pytest.mark.slow
def test_without_a_compiler_nothing_is_compiled(tmp_path):
    code = "import torch; from helpers.cpu_trainer import compile_layers; print(compile_layers(torch.nn.Linear(2, 2)))"
    environment = os.environ | {"CXX": "no-such-compiler", "TORCHINDUCTOR_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.endswith("\nFalse\n") and "no-such-compiler" in done.stdout, done.stderr
    assert done.stdout.startswith("The layers are not compiled") and len(done.stdout.splitlines()) == 2


@pytest.mark.slow
def test_lora_hits_what_it_names_and_a_missing_comma_shows(tmp_path):
    hit = inspection.lora_modules(make_trainer(tmp_path).model)
    assert set(hit.index) == set(PROJECTIONS)
    assert (hit["with_lora"] == 18).all() and (hit["layers"] == 18).all()
    from peft import get_peft_model

    glued = [name for name in PROJECTIONS if name not in ("v_proj", "up_proj")] + ["v_projup_proj"]
    partly = inspection.lora_modules(get_peft_model(models.load_base(PROFILE), lora(target_modules=glued)))
    assert set(partly.index[partly["with_lora"] == 0]) == {"v_proj", "up_proj"}


@pytest.mark.slow
def test_gradient_error_is_small_for_a_fresh_model(tmp_path):
    assert inspection.gradient_error(make_trainer(tmp_path).model) < 0.02


@pytest.mark.slow
def test_gradient_error_sees_layers_that_were_repacked_for_inference(tmp_path):
    model = make_trainer(tmp_path).model
    model.eval()
    with torch.no_grad():
        model(input_ids=torch.arange(1, 9)[None])
    model.train()
    state = next(module for module in model.modules() if isinstance(module, bnb.nn.Linear4bit)).weight.quant_state
    if not getattr(state, "packing_format_for_cpu", False):
        pytest.skip("this processor does not repack four-bit weights")
    assert inspection.gradient_error(model) > 0.02


@pytest.mark.slow
def test_a_loss_that_is_no_number_stops_the_training(tmp_path):
    trainer = make_trainer(tmp_path / "checkpoints")
    next(p for p in trainer.model.parameters() if p.requires_grad).data.fill_(float("nan"))
    with pytest.raises(CourseError, match="The loss of step 1 is nan: try a smaller learning_rate"):
        training.run(trainer, tmp_path / "adapter", {"model": "small"})
    assert not (tmp_path / "adapter").exists()


@pytest.mark.slow
def test_rows_without_a_scored_token_stop_the_training(tmp_path):
    trainer = make_trainer(tmp_path / "checkpoints")
    trainer.train_dataset = trainer.train_dataset.map(lambda row: {"labels": [-100] * len(row["labels"])})
    with pytest.raises(CourseError, match="No token of the .* rows is scored: the answers stand behind max_length = 96"):
        training.run(trainer, tmp_path / "adapter", {"model": "small"})
    assert not (tmp_path / "adapter").exists()


@pytest.mark.parametrize("loss, stops", [(0.0, True), (float("nan"), True), (float("inf"), True), (1e-4, False), (None, False)])
def test_only_a_hopeless_loss_stops(loss, stops):
    def check():
        inspection.LossCheck().on_log(None, SimpleNamespace(global_step=7), None, {"loss": loss} if loss is not None else {})

    if stops:
        with pytest.raises(CourseError, match="The loss of step 7 is"):
            check()
    else:
        check()


@pytest.mark.parametrize("taken, threads", [
    (0, 4), (2, 4),  # of eight cores
    (4.5, 3),  # one of them is shared: the threads that remain have a core of their own
    (8, 1),
])  # fmt: skip
def test_a_training_leaves_busy_cores_to_others(monkeypatch, taken, threads):
    asked, clock = [], iter(range(0, 1000, 6))
    monkeypatch.setattr(torch, "get_num_threads", lambda: 4)
    monkeypatch.setattr(torch, "set_num_threads", asked.append)
    monkeypatch.setattr(inspection.psutil, "cpu_count", lambda: 8)
    monkeypatch.setattr(inspection.FreeCores, "_seconds", lambda self: (now := next(clock), now * taken))
    monkeypatch.setattr(inspection.time, "perf_counter", lambda: 10)
    watch = inspection.FreeCores()
    watch.on_step_end(None, None, None)
    assert asked == [threads]  # it has just looked
    monkeypatch.setattr(inspection.time, "perf_counter", lambda: 12)
    watch.on_step_end(None, None, None)
    watch.on_train_end(None, None, None)
    assert asked == [threads, threads, 4]


def test_what_a_training_compiles_is_its_own_work():
    """A child keeps a core busy, this process another: nobody else is to be blamed for them."""
    watch = inspection.FreeCores()
    before, used, own, begin = watch._seconds()[1], psutil.cpu_times(), time.process_time(), time.perf_counter()
    child = psutil.Popen([sys.executable, "-c", "while True: pass"])
    while time.perf_counter() - begin < 2:
        pass
    others, now = watch._seconds()[1] - before, psutil.cpu_times()
    ours = time.process_time() - own + sum(child.cpu_times()[:2])
    child.kill()
    child.wait()
    torch.set_num_threads(watch.threads)
    everybody = now.user + now.system + now.nice - used.user - used.system - used.nice
    assert everybody - others == pytest.approx(ours, abs=0.3) and ours > 0.5


def test_real_neighbours_are_seen():
    before, watch = torch.get_num_threads(), inspection.FreeCores()
    try:
        with busy(psutil.cpu_count()):
            time.sleep(2)
            watch.look()
            assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


RUN = """
import sys
sys.path.insert(0, {tests!r})
import test_training as t
from pathlib import Path
trainer = t.make_trainer(Path({folder!r}) / "checkpoints", num_train_epochs=1)
settings = t.training.settings(trainer, t.lora(), t.PROFILE)
t.training.run(trainer, Path({folder!r}) / "adapter", settings)
"""


def train_in_process(folder, kill_after_first_checkpoint=False):
    code = RUN.format(tests=os.path.dirname(__file__), folder=str(folder))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while kill_after_first_checkpoint and process.poll() is None:
        if list(folder.glob("checkpoints/*/checkpoint-*/trainer_state.json")):
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.05)
    output, _ = process.communicate()
    return process.returncode, output


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_killed_run_goes_on_and_ends_as_if_nothing_had_happened(tmp_path):
    killed, straight = tmp_path / "killed", tmp_path / "straight"
    returned, _ = train_in_process(killed, kill_after_first_checkpoint=True)
    assert returned == -signal.SIGKILL and not (killed / "adapter").exists()
    (checkpoints,) = killed.glob("checkpoints/*")
    before = artifacts.read_json(training.last_checkpoint(checkpoints) / "trainer_state.json")["stateful_callbacks"]["Clock"][
        "args"
    ]["seconds"]
    assert before > 0
    returned, output = train_in_process(killed)
    assert returned == 0, output
    assert "Going on from step" in output
    returned, output = train_in_process(straight)
    assert returned == 0, output
    resumed, whole = (artifacts.read_json(folder / "adapter" / "training.json") for folder in (killed, straight))
    assert resumed["steps"] == whole["steps"], "a step was lost or counted twice"
    assert resumed["loss"] == pytest.approx(whole["loss"], abs=0.03)
    assert resumed["seconds"] > before, "the seconds before the crash are part of the sum"
    assert not list(killed.glob("checkpoints/*/*")), "checkpoints of a finished run are removed"
    assert training.is_done(killed / "adapter", whole["settings"])
    assert not training.is_done(killed / "adapter", whole["settings"] | {"model": "another"})


def test_a_checkpoint_that_a_crash_cut_short_is_passed_over(tmp_path):
    for step, state in ((2, '{"global_step": 2}'), (4, '{"global_st')):
        (tmp_path / f"checkpoint-{step}").mkdir()
        (tmp_path / f"checkpoint-{step}" / "trainer_state.json").write_text(state)
    (tmp_path / "checkpoint-10").mkdir()
    assert training.last_checkpoint(tmp_path).name == "checkpoint-2"
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-2"]


@pytest.mark.parametrize("copy", ["checkpoint-200 (1)", "checkpoint-200 copy", "checkpoint-latest", "checkpoint-", "checkpoint-²"])
def test_a_copy_of_a_checkpoint_is_left_alone(tmp_path, copy):
    for name in ("checkpoint-100", copy):
        (tmp_path / name).mkdir()
        (tmp_path / name / "trainer_state.json").write_text('{"global_step": 100}')
    assert training.last_checkpoint(tmp_path).name == "checkpoint-100"
    assert (tmp_path / copy).exists()
    assert training.last_checkpoint(tmp_path / copy) is None


def test_packing_table_counts_wasted_places():
    table = inspection.packing_table([10, 20, 30, 40], packed_lengths=[50, 50], batch=2, row_length=50)
    assert table["rows"].tolist() == [4, 4, 2]
    assert table["token places"].tolist() == [2 * 20 + 2 * 40, 200, 100]
    assert table["filled"].tolist() == pytest.approx([100 / 120, 0.5, 1.0])
