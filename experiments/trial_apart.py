"""python apart.py MODE(apart|chat) TOKENS QPC LR SHARE OUT — trains in a plain loop; apart: no question sees another."""
from pathlib import Path
import sys, json, time, random, collections, dataclasses, tempfile
sys.path.insert(0, str(Path(__file__).parent.parent))

import torch, sqlite3
from helpers import artifacts, data, inference, models, profiles
from helpers.cpu_trainer import compile_layers
from peft import LoraConfig, get_peft_model
from transformers import set_seed
mode, budget, qpc, lr, share = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5])
check = len(sys.argv) > 6 and sys.argv[6] == 'check'
D=artifacts.repository()/'data'
def load(s): return [dict(data.renamed(r)) for r in artifacts.read_jsonl(D/f'{s}.jsonl')]
rng=random.Random(0); set_seed(42)
rows=load('train'); nat=[r for r in rows if r['template']=='natural']; tem=[r for r in rows if r['template']!='natural']
rng.shuffle(nat); rng.shuffle(tem)
n_tem=int(len(nat)*(1-share)/share) if share<1 else 0
use=nat+tem[:n_tem]; rng.shuffle(use)
by=collections.defaultdict(list)
for r in use: by[r['schema']].append(r)
chunks=[]
for s in range(0,max(map(len,by.values())),qpc):
    turn=[g[s:s+qpc] for g in by.values() if len(g)>s]; rng.shuffle(turn); chunks+=turn
profile=profiles.detect(); tok=models.load_tokenizer(profile)
def ids(text): return tok(text, add_special_tokens=False)['input_ids']
END=models.end_of_turn(tok)
def build(chunk):
    first=inference.prompt(tok,chunk[0]); cut=first.index(chunk[0]['question'], first.index(chunk[0]['schema'])+len(chunk[0]['schema']))
    head, tail = first[:cut], first[cut+len(chunk[0]['question']):]
    P=ids(head); out=list(P); pos=list(range(len(P))); block=[0]*len(P); lab=[-100]*len(P)
    for i,r in enumerate(chunk,1):
        if mode=='apart' or i==1: q=ids(r['question']+tail)
        else: q=ids('\n<start_of_turn>user\n'+r['question']+tail)
        a=ids(r['gold']+END)
        start = len(P) if mode=='apart' else len(out)
        out+=q+a; pos+=range(start,start+len(q)+len(a)); block+=[i]*(len(q)+len(a)); lab+=[-100]*len(q)+a
    return out,pos,block,lab
if check:
    c=chunks[0][:3]; o,p,b,l=build(c)
    one=ids(inference.prompt(tok,c[1])+c[1]['gold']+END); mine=[t for t,k in zip(o,b) if k in (0,2)]
    print('same tokens as alone:', one==mine, len(one), len(o))
model=models.load_base(profile,models.nf4(profile))
model=get_peft_model(model,LoraConfig(r=32,lora_alpha=64,target_modules=models.PROJECTIONS,task_type='CAUSAL_LM'))
for p_ in model.parameters():
    if p_.requires_grad: p_.data=p_.data.to(torch.bfloat16 if model.config.dtype==torch.bfloat16 else torch.float32)
compile_layers(model)
def forward(ex):
    o,p,b,l=ex
    n=len(o); b=torch.tensor(b); i=torch.arange(n)
    ok=(i[:,None]>=i[None,:])
    if mode=='apart': ok&=(b[None,:]==0)|(b[:,None]==b[None,:])
    mask=torch.where(ok,0.0,torch.finfo(torch.bfloat16).min).to(model.dtype)[None,None]
    labels=torch.tensor(l)[1:]; scored=(labels!=-100).nonzero().squeeze(1)
    logits=model(input_ids=torch.tensor([o]),attention_mask={'full_attention':mask,'sliding_attention':mask},position_ids=torch.tensor([p]),use_cache=False,logits_to_keep=scored).logits
    return torch.nn.functional.cross_entropy(logits[0].float(),labels[scored])
if check:
    model.eval()
    with torch.no_grad():
        o,p,b,l=build(c); n=len(o)
        keep=[k for k in range(n) if b[k] in (0,2)]
        full=torch.tensor([l[k] for k in range(n)])
        print('loss of chunk',forward((o,p,b,l)).item())
        ls=[forward(build([r])).item()*sum(x!=-100 for x in build([r])[3]) for r in c]; tot=sum(sum(x!=-100 for x in build([r])[3]) for r in c)
        print('mean of the three alone',sum(ls)/tot)
    sys.exit()
total=0; plan=[]
for c in chunks:
    e=build(c)
    if total+len(e[0])>budget: break
    plan.append(e); total+=len(e[0])
qs=sum(max(e[2]) for e in plan)
params=[p_ for p_ in model.parameters() if p_.requires_grad]
opt=torch.optim.AdamW(params,lr=lr,betas=(0.9,0.99),weight_decay=0.0,fused=True)
steps=len(plan); warm=max(1,int(0.03*steps))
sched=torch.optim.lr_scheduler.LambdaLR(opt,lambda s: (s+1)/warm if s<warm else max(0.0,1-(s-warm)/max(1,steps-warm))**0.5)
model.train(); begin=time.time()
for k,e in enumerate(plan):
    loss=forward(e); loss.backward(); torch.nn.utils.clip_grad_norm_(params,1.0); opt.step(); sched.step(); opt.zero_grad(set_to_none=True)
    if k%10==0: print(k,steps,round(loss.item(),3),round(time.time()-begin),flush=True)
took=time.time()-begin
d=Path(tempfile.mkdtemp()); model.save_pretrained(d); del model,opt,params; models.free_memory()
model=models.merge(d,profile)
out=dict(argv=sys.argv[1:],tokens=total,questions=qs,steps=steps,seconds=round(took),rate=round(total/took))
def ex(db,q):
    con=sqlite3.connect(':memory:'); con.executescript((D/'databases'/f'{db}.sql').read_text())
    t0=time.time(); con.set_progress_handler(lambda: time.time()-t0>2, 10000)
    try: return con.execute(q).fetchall()
    except Exception as e: return repr(e)
saved={}
for name,rs in (('test_natural',load('test_natural')[:100]),('test_unseen',load('test_unseen')[:100])):
    b=time.time()
    ans=inference.generate(model,tok,[inference.prompt(tok,r) for r in rs],80,25,progress=False)
    ans=[a.split('<end_of_turn>')[0].split('<eos>')[0].strip() for a in ans]
    ok=0; lines=[]
    for r,a in zip(rs,ans):
        g,p=ex(r['db_id'],r['gold']),ex(r['db_id'],a)
        same=isinstance(p,list) and (g==p if 'ORDER BY' in r['gold'] else sorted(map(repr,g))==sorted(map(repr,p)))
        ok+=same; lines.append(dict(q=r['question'],gold=r['gold'],a=a,ok=same,err=p if isinstance(p,str) else ''))
    saved[name]=lines
    out[name]=f'{ok}/{len(rs)} in {time.time()-b:.0f}s'
print(json.dumps(out),flush=True)
open('artifacts/trials.jsonl','a').write(json.dumps(out)+'\n')
json.dump(saved,open(f'artifacts/apart_{mode}_{budget}_{qpc}_{lr}_{share}.json','w'),ensure_ascii=False,indent=1)
