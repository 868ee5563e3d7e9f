-- 보험료 제일 많이 내는 계약은 한 달에 얼마나 내는 거예요?
-- en: How much a month is the most expensive policy?
SELECT MAX(premium) FROM policy;

-- 아직 지급 안 된 청구가 몇 건 남았지
-- en: How many claims have not been paid yet?
SELECT COUNT(*) FROM claim WHERE paid IS NULL;

-- 부산 사시는 가입자분들 성함 좀 뽑아 주세요. 지점 이전 안내장 나갑니다
-- en: Names of the policyholders in Busan.
SELECT name FROM holder WHERE region = '부산';

-- 예순 넘은 가입자 몇 분이에요
-- en: How many policyholders are over sixty?
SELECT COUNT(*) FROM holder WHERE age > 60;

-- 우리가 파는 보험이 뭐뭐 있더라, 종류만
-- en: Which products do we sell?
SELECT DISTINCT product FROM policy;

-- 실손 들어 놓은 계약 총 몇 건이야?
-- en: How many indemnity policies are there?
SELECT COUNT(*) FROM policy WHERE product = '실손보험';

-- 가입 금액 1억 5천 넘는 계약이 몇 건이나 되나요
-- en: How many policies are insured for more than 150 million won?
SELECT COUNT(*) FROM policy WHERE insured > 150000000;

-- 작년에 새로 맺은 계약 몇건인지 실적표에 적어야 하는데요
-- en: How many policies were signed last year?
SELECT COUNT(*) FROM policy WHERE strftime('%Y', signed) = '2025';

-- 집안일 하시는 분들, 그러니까 주부 가입자 평균 연령이 어떻게 되죠?
-- en: What is the average age of the homemakers among the policyholders?
SELECT AVG(age) FROM holder WHERE job = '주부';

-- 팩스로 들어온 청구가 아직도 있어? 몇 건이나
-- en: How many claims came in by fax?
SELECT COUNT(*) FROM claim WHERE channel = '팩스';

-- 한 번에 제일 크게 청구한 금액이 얼마였습니까?
-- en: How much was the largest claim?
SELECT MAX(amount) FROM claim;

-- 교통사고로 청구한 거 평균 얼마씩 나와
-- en: How much is a claim for a traffic accident on average?
SELECT AVG(amount) FROM claim WHERE cause = '교통사고';

-- 500만원 이상 청구인데 아직 돈 안 나간 건이 몇 건인가요? 팀장님이 급하게 찾으세요
-- en: How many claims of five million won or more have not been paid yet?
SELECT COUNT(*) FROM claim WHERE amount >= 5000000 AND paid IS NULL;

-- 사람들이 무슨 일로 보험금을 청구하는지 사유 목록이요
-- en: For what causes are claims filed?
SELECT DISTINCT cause FROM claim;

-- 이달 들어 접수된 청구 몇 건?
-- en: How many claims were filed this month?
SELECT COUNT(*) FROM claim WHERE strftime('%Y-%m', filed) = '2026-02';

-- 갱신일이 안 잡혀 있는 계약이 몇 건인지 알려 주시기 바랍니다
-- en: How many policies have no renewal date?
SELECT COUNT(*) FROM policy WHERE renewal IS NULL;

-- 월 2만원도 안 되는 저렴한 보험은 어떤 상품이에요? 겹치는 건 한 번만
-- en: Which products have policies under 20,000 won a month, each once?
SELECT DISTINCT product FROM policy WHERE premium < 20000;

-- 30대 사무직 가입자 이름 알려줘, 암보험 권유하게
-- en: Names of the office workers in their thirties.
SELECT name FROM holder WHERE age >= 30 AND age <= 39 AND job = '사무직';

-- 제 담당 설계사님 연락처 좀 알 수 있을까요
-- en: Could I have the contact of my agent?
SELECT '답할 수 없음';

-- 지난번에 청구한 거 거절 사유가 뭐라고 나와 있어요?
-- en: What reason was given for rejecting my last claim?
SELECT '답할 수 없음';

-- 직업별로 가입자 몇 명인지, 많은 직업이 먼저 나오게 해줘
-- en: Policyholders by occupation, most first.
SELECT job, COUNT(*) FROM holder GROUP BY job ORDER BY COUNT(*) DESC;

-- 상품마다 한 달 보험료가 평균 얼마인지 비싼 순으로 보고 싶어요
-- en: Average monthly premium by product, highest first.
SELECT product, AVG(premium) FROM policy GROUP BY product ORDER BY AVG(premium) DESC;

-- 가입자 명부에는 있는데 계약이 하나도 없는 분들 누구예요?
-- en: Policyholders without any policy.
SELECT name FROM holder WHERE id NOT IN (SELECT holder_id FROM policy);

-- 보험을 세 개 이상 든 고객 이름하고 몇 개 들었는지
-- en: People with three or more policies, and how many.
SELECT holder.name, COUNT(*) FROM policy JOIN holder ON policy.holder_id = holder.id GROUP BY holder.id HAVING COUNT(*) >= 3;

-- 다달이 내는 돈이 제일 많은 사람은 누구고 전부 합쳐 얼마 내나요
-- en: Who pays the most a month over all policies, and how much?
SELECT holder.name, SUM(policy.premium) FROM policy JOIN holder ON policy.holder_id = holder.id GROUP BY holder.id ORDER BY SUM(policy.premium) DESC LIMIT 1;

-- 접수하고 돈 나갈 때까지 평균 며칠 걸려?
-- en: How many days pass on average from filing to payment?
SELECT AVG(julianday(paid) - julianday(filed)) FROM claim;

-- 앱, 우편, 방문 이런 경로별로 지급까지 며칠씩 걸리는지 빠른 것부터 부탁해요
-- en: Average days from filing to payment by channel, fastest first.
SELECT channel, AVG(julianday(paid) - julianday(filed)) FROM claim WHERE paid IS NOT NULL GROUP BY channel ORDER BY AVG(julianday(paid) - julianday(filed));

-- 서울 고객들이 여태 청구한 돈 다 더하면?
-- en: How much have the people in Seoul claimed altogether?
SELECT SUM(claim.amount) FROM claim JOIN policy ON claim.policy_id = policy.id JOIN holder ON policy.holder_id = holder.id WHERE holder.region = '서울';

-- 암보험으로 청구된 게 몇 건인지요
-- en: How many claims were filed on cancer policies?
SELECT COUNT(*) FROM claim JOIN policy ON claim.policy_id = policy.id WHERE policy.product = '암보험';

-- 한 번도 보험금 청구 안 해 본 계약이 몇 건이나 있어요? 무사고 할인 안내하려고요
-- en: How many policies never had a claim?
SELECT COUNT(*) FROM policy WHERE id NOT IN (SELECT policy_id FROM claim);

-- 장사하시는 분들 중에 종신보험 든 사람 이름, 중복 없이요
-- en: Self-employed people with a whole life policy, each once.
SELECT DISTINCT name FROM holder WHERE job = '자영업' AND id IN (SELECT holder_id FROM policy WHERE product = '종신보험');

-- 작년 월별 지급액 합계 좀. 돈 나간 날 기준이고 나간 게 있는 달만 앞 달부터 순서대로
-- en: Total paid out in each month of last year by payment date, months without any left out, in order.
SELECT strftime('%Y-%m', paid), SUM(amount) FROM claim WHERE strftime('%Y', paid) = '2025' GROUP BY strftime('%Y-%m', paid) ORDER BY strftime('%Y-%m', paid);

-- 오늘부터 석 달 안에, 그러니까 5월 28일까지 갱신해야 하는 계약의 고객 이름이랑 상품, 갱신일을 날짜 빠른 순으로 뽑아 주세요. 날짜가 겹치면 이름순으로
-- en: Policies up for renewal by 28 May: name, product, date, earliest first, ties by name.
SELECT holder.name, policy.product, policy.renewal FROM policy JOIN holder ON policy.holder_id = holder.id WHERE policy.renewal >= '2026-02-28' AND policy.renewal <= date('2026-02-28', '+3 months') ORDER BY policy.renewal, holder.name;

-- 지역별 청구 건수 비교, 많은 지역부터
-- en: Claims by region, most first.
SELECT holder.region, COUNT(*) FROM claim JOIN policy ON claim.policy_id = policy.id JOIN holder ON policy.holder_id = holder.id GROUP BY holder.region ORDER BY COUNT(*) DESC;

-- 가입하고 석 달도 안 돼서 들어온 청구 있으면 몇 건인지 봐 주세요, 조사 대상이라서요. 계약한 날 당일이랑 그 뒤에 접수된 것만요
-- en: How many claims were filed on or after the signing date but less than three months after it?
SELECT COUNT(*) FROM claim JOIN policy ON claim.policy_id = policy.id WHERE claim.filed >= policy.signed AND claim.filed < date(policy.signed, '+3 months');

-- 수술비 청구해 본 사람이 몇 명이죠? 계약 여러 개여도 사람은 하나로 세 주세요
-- en: How many people ever filed a claim for surgery? Each once.
SELECT COUNT(DISTINCT policy.holder_id) FROM claim JOIN policy ON claim.policy_id = policy.id WHERE claim.cause = '수술';

-- 가입자마다 계약 수를 붙여 보여줘, 없으면 0
-- en: Policies by policyholder, 0 for those without one.
SELECT holder.name, COUNT(policy.id) FROM holder LEFT JOIN policy ON policy.holder_id = holder.id GROUP BY holder.id;

-- 최근 6개월 동안 골절로 접수된 청구 금액이 총 얼마나 되는지
-- en: What do the claims for fractures filed in the last six months come to?
SELECT SUM(amount) FROM claim WHERE cause = '골절' AND filed >= date('2026-02-28', '-6 months');

-- 미지급률을 사유별로 퍼센트로 뽑아 줄래요? 접수 건수 대비로요
-- en: Percentage of claims not paid yet by cause.
SELECT cause, ROUND(100.0 * SUM(CASE WHEN paid IS NULL THEN 1 ELSE 0 END) / COUNT(*), 1) FROM claim GROUP BY cause;

-- 앱으로 접수되는 비율이 전체의 몇 퍼센트까지 올라왔어?
-- en: What percentage of all claims comes in by app?
SELECT ROUND(100.0 * SUM(CASE WHEN channel = '앱' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM claim;

-- 월 보험료 수입에서 상품별로 차지하는 비중을 퍼센트로 정리해 주세요. 큰 상품부터입니다
-- en: The share of each product in all monthly premiums, largest first.
SELECT product, ROUND(100.0 * SUM(premium) / (SELECT SUM(premium) FROM policy), 1) FROM policy GROUP BY product ORDER BY SUM(premium) DESC;

-- 상품별로 가입 금액 제일 큰 계약 주인이 누군지 상품, 이름, 금액으로 보여 줘. 금액이 같으면 먼저 계약한 쪽
-- en: For each product, the policy with the largest insured sum: product, name, sum; ties by signing date.
WITH ranked AS (SELECT policy.product, holder.name, policy.insured, ROW_NUMBER() OVER (PARTITION BY policy.product ORDER BY policy.insured DESC, policy.signed) AS place FROM policy JOIN holder ON policy.holder_id = holder.id) SELECT product, name, insured FROM ranked WHERE place = 1;

-- 지역마다 총 청구액이 제일 큰 사람 두 명씩, 지역이랑 이름이랑 그 금액이요
-- en: The two people of each region who claimed the most in total: region, name, total.
WITH total AS (SELECT holder.region, holder.name, SUM(claim.amount) AS claimed FROM claim JOIN policy ON claim.policy_id = policy.id JOIN holder ON policy.holder_id = holder.id GROUP BY holder.id), ranked AS (SELECT region, name, claimed, ROW_NUMBER() OVER (PARTITION BY region ORDER BY claimed DESC) AS place FROM total) SELECT region, name, claimed FROM ranked WHERE place <= 2;

-- 작년 달마다 청구가 몇 건 접수됐고 그 전달보다 얼마나 늘었는지 궁금해요. 접수 없는 달은 없는 셈 치고 앞 줄하고 비교, 첫 줄은 비워 주시고요
-- en: Claims filed in each month of last year that had any, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', filed) AS month, COUNT(*) AS number FROM claim WHERE strftime('%Y', filed) = '2025' GROUP BY strftime('%Y-%m', filed)) SELECT month, number, number - LAG(number) OVER (ORDER BY month) FROM monthly;

-- 작년 신계약 월 보험료 합계가 재작년 신계약보다 몇 퍼센트 성장했나? 역성장이면 마이너스로
-- en: By what percentage did the premiums of policies signed last year grow over those of the year before? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN strftime('%Y', signed) = '2025' THEN premium ELSE 0 END) - SUM(CASE WHEN strftime('%Y', signed) = '2024' THEN premium ELSE 0 END)) / SUM(CASE WHEN strftime('%Y', signed) = '2024' THEN premium ELSE 0 END), 1) FROM policy;

-- 지급된 보험금이 모두 합해 1500만원 넘는 고객 이름과 액수를 큰 순으로요. 액수 같으면 이름순
-- en: People who were paid more than 15 million won altogether, largest first, ties by name.
SELECT holder.name, SUM(claim.amount) FROM claim JOIN policy ON claim.policy_id = policy.id JOIN holder ON policy.holder_id = holder.id WHERE claim.paid IS NOT NULL GROUP BY holder.id HAVING SUM(claim.amount) > 15000000 ORDER BY SUM(claim.amount) DESC, holder.name;

-- 같은 상품 평균보다 보험료를 비싸게 내는 계약이 몇 개야
-- en: How many policies cost more than the average of their product?
SELECT COUNT(*) FROM policy WHERE premium > (SELECT AVG(other.premium) FROM policy AS other WHERE other.product = policy.product);

-- 연령대별 평균 월 보험료 좀 뽑아 봐. 20대는 20, 30대는 30 이런 식으로 열 살씩 끊고 계약 한 건당 평균으로, 어린 쪽부터
-- en: Average premium per policy by age in decades (20, 30, ...), youngest first.
SELECT holder.age / 10 * 10, AVG(policy.premium) FROM policy JOIN holder ON policy.holder_id = holder.id GROUP BY holder.age / 10 * 10 ORDER BY holder.age / 10 * 10;

-- 한 계약에서 청구하고 또 청구하기까지 가장 짧았던 간격이 며칠이에요?
-- en: What is the shortest gap in days between one claim and the next on the same policy?
WITH gaps AS (SELECT julianday(filed) - julianday(LAG(filed) OVER (PARTITION BY policy_id ORDER BY filed)) AS days FROM claim) SELECT MIN(days) FROM gaps;

-- 자동차보험이랑 운전자보험 둘 다 들고 계신 분 명단 있을까요
-- en: People with both a car policy and a driver policy.
SELECT name FROM holder WHERE id IN (SELECT holder_id FROM policy WHERE product = '자동차보험') AND id IN (SELECT holder_id FROM policy WHERE product = '운전자보험');

-- 지급까지 일주일 넘게 끈 게 지급된 청구 중에 몇 퍼센트나 됩니까? 감독원 제출용이요
-- en: What percentage of the paid claims took more than seven days?
SELECT ROUND(100.0 * SUM(CASE WHEN julianday(paid) - julianday(filed) > 7 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM claim WHERE paid IS NOT NULL;

-- 여러 사유로 자주 청구하는 고객이 의심스러워서 그런데, 청구 사유가 네 가지 이상인 사람 이름이랑 가짓수
-- en: People who claimed for four or more different causes, and how many.
SELECT holder.name, COUNT(DISTINCT claim.cause) FROM claim JOIN policy ON claim.policy_id = policy.id JOIN holder ON policy.holder_id = holder.id GROUP BY holder.id HAVING COUNT(DISTINCT claim.cause) >= 4;
