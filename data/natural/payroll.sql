-- 기본급 제일 높은 사람 누구야?
-- en: Who has the highest base pay?
SELECT name FROM worker ORDER BY base DESC LIMIT 1;

-- 판교에 있는 팀 이름 죄다 알려 줘
-- en: Names of all teams in Pangyo.
SELECT name FROM dept WHERE site = '판교';

-- 부장님이 몇 분이나 계신가요
-- en: How many department heads are there?
SELECT COUNT(*) FROM worker WHERE rank = '부장';

-- 월급 통장 등록 안 한 직원 누구누구인지 뽑아 주세요. 이번 주 안에 받아야 해서요
-- en: Employees who have no salary bank on record.
SELECT name FROM worker WHERE bank IS NULL;

-- 푸른들로 월급 받는 사람 몇 명이지
-- en: How many are paid through Pureundeul Bank?
SELECT COUNT(*) FROM worker WHERE bank = '푸른들은행';

-- 제일 최근에 입사한 막내가 누구고 언제 들어왔어?
-- en: Who was hired last, and when?
SELECT name, hired FROM worker ORDER BY hired DESC LIMIT 1;

-- 한 번에 통장에 꽂힌 돈 중에 최고액이 얼마였나요?
-- en: What is the highest net pay on a payslip?
SELECT MAX(net) FROM payslip;

-- 이번 달 나간 명세서 총 몇 장이에요?
-- en: How many payslips were paid this month?
SELECT COUNT(*) FROM payslip WHERE strftime('%Y-%m', paid) = '2026-06';

-- 사원 초봉 협상 중인데, 사원들 기본급 평균이 얼마예요
-- en: What is the average base pay of staff members?
SELECT AVG(base) FROM worker WHERE rank = '사원';

-- 돈 나가는 명목이 뭐뭐가 있어? 정기 급여 말고도 있을 텐데
-- en: Which pay types are there?
SELECT DISTINCT kind FROM payslip;

-- 예산 3억도 안 되는 부서하고 그 액수 부탁드립니다
-- en: Departments with a budget under 300 million won, and the amount.
SELECT name, budget FROM dept WHERE budget < 300000000;

-- 회계팀이 1팀부터 쭉 있던데 얘네 예산 다 합하면 얼마야
-- en: What do the budgets of the accounting teams add up to?
SELECT SUM(budget) FROM dept WHERE name LIKE '회계%';

-- 2020년 이후로 들어온 직원이 몇 명인지 알려 줄래요? 2020년도 포함해서
-- en: How many employees were hired since the beginning of 2020?
SELECT COUNT(*) FROM worker WHERE hired >= '2020-01-01';

-- 야근 수당 칸이 비어 있는 명세서가 몇 장인지 세어 봐 주세요
-- en: How many payslips have no overtime pay recorded?
SELECT COUNT(*) FROM payslip WHERE overtime IS NULL;

-- 백만원 넘게 떼인 명세서 몇 건이나 돼?
-- en: How many payslips have deductions over one million won?
SELECT COUNT(*) FROM payslip WHERE deduction > 1000000;

-- 전 부서 정원을 더하면 몇 명까지 뽑을 수 있는 거죠
-- en: What is the authorized headcount of all departments together?
SELECT SUM(quota) FROM dept;

-- 기본급이 300만원대인 대리가 몇 명이야? 400은 빼고
-- en: How many assistant managers have a base pay from 3 million to under 4 million won?
SELECT COUNT(*) FROM worker WHERE rank = '대리' AND base >= 3000000 AND base < 4000000;

-- 이씨 성 가진 직원 수
-- en: The number of employees named Lee.
SELECT COUNT(*) FROM worker WHERE name LIKE '이%';

-- 올해 제 연차가 며칠 남았는지 볼 수 있나요?
-- en: How many days of leave do I have left this year?
SELECT '답할 수 없음';

-- 작년에 명절 떡값으로 나간 돈이 총 얼마였어? 실수령 기준으로
-- en: How much holiday pay went out last year, in net pay?
SELECT SUM(net) FROM payslip WHERE kind = '명절 휴가비' AND strftime('%Y', paid) = '2025';

-- 직급마다 인원이 몇인지 정리해 주세요
-- en: Count the employees of each rank.
SELECT rank, COUNT(*) FROM worker GROUP BY rank;

-- 급여 이체 은행별로 몇 명인지 많은 데부터, 등록 안 된 사람은 빼고. 인원이 같으면 은행 이름순
-- en: Employees by salary bank, most first, without those that have none, ties by bank.
SELECT bank, COUNT(*) FROM worker WHERE bank IS NOT NULL GROUP BY bank ORDER BY COUNT(*) DESC, bank;

-- 울산에서 일하는 사람 이름하고 직급 좀
-- en: Name and rank of those who work in Ulsan.
SELECT worker.name, worker.rank FROM worker JOIN dept ON worker.dept_id = dept.id WHERE dept.site = '울산';

-- 근무지별 기본급 평균이 궁금합니다, 높은 곳부터요
-- en: Average base pay by site, highest first.
SELECT dept.site, AVG(worker.base) FROM worker JOIN dept ON worker.dept_id = dept.id GROUP BY dept.site ORDER BY AVG(worker.base) DESC;

-- 과장들이 상여금으로 평균 얼마 손에 쥐었대?
-- en: How much net did section chiefs get on average as a bonus?
SELECT AVG(payslip.net) FROM payslip JOIN worker ON payslip.worker_id = worker.id WHERE worker.rank = '과장' AND payslip.kind = '상여금';

-- 작년 월별로 실제 나간 돈 합계를 1월부터 보여 줘. 지급 없던 달은 없어도 돼
-- en: Total net pay in each month of last year, in order, leaving out months without any.
SELECT strftime('%Y-%m', paid), SUM(net) FROM payslip WHERE strftime('%Y', paid) = '2025' GROUP BY strftime('%Y-%m', paid) ORDER BY strftime('%Y-%m', paid);

-- 연장 수당을 제일 많이 챙긴 세 사람 이름이랑 누적액
-- en: The three employees with the most overtime pay in total, and the amount.
SELECT worker.name, SUM(payslip.overtime) FROM payslip JOIN worker ON payslip.worker_id = worker.id GROUP BY worker.id ORDER BY SUM(payslip.overtime) DESC LIMIT 3;

-- 명세서를 한 장도 못 받은 직원이 있다는데 이름 좀 찾아 줘
-- en: Employees who never got a payslip.
SELECT name FROM worker WHERE id NOT IN (SELECT worker_id FROM payslip);

-- 근속 10년 넘은 분이 모두 몇 명인가요? 감사패 주문하려고요
-- en: How many employees were hired more than ten years ago?
SELECT COUNT(*) FROM worker WHERE hired < date('2026-06-30', '-10 years');

-- 품질팀들 소속 인원 몇 명이에요? 1팀에서 5팀까지 통틀어서요
-- en: How many employees belong to the quality teams?
SELECT COUNT(*) FROM worker JOIN dept ON worker.dept_id = dept.id WHERE dept.name LIKE '품질%';

-- 지급 구분마다 공제액 평균이랑 최고액
-- en: Average and highest deduction by pay type.
SELECT kind, AVG(deduction), MAX(deduction) FROM payslip GROUP BY kind;

-- 최근 3개월간 본사 사람들한테 나간 명세서가 몇 장이야?
-- en: How many payslips went to people at headquarters in the last three months?
SELECT COUNT(*) FROM payslip JOIN worker ON payslip.worker_id = worker.id JOIN dept ON worker.dept_id = dept.id WHERE dept.site = '본사' AND payslip.paid >= date('2026-06-30', '-3 months');

-- 모든 부서의 정원하고 지금 인원을 같이 보여줘요. 사람 없는 부서도 0으로
-- en: Every department with its authorized and current headcount, 0 included.
SELECT dept.name, dept.quota, COUNT(worker.id) FROM dept LEFT JOIN worker ON worker.dept_id = dept.id GROUP BY dept.id;

-- 25일이 주말이라 그 전에 미리 나간 정기 급여 명세서는 몇 건인지 점검 부탁
-- en: How many regular payslips came out before the 25th because that was a weekend?
SELECT COUNT(*) FROM payslip WHERE kind = '정기 급여' AND strftime('%d', paid) < '25';

-- 자기 기본급보다 실수령이 더 많았던 적 있는 직원 이름, 한 사람에 한 번씩만. 동명이인은 따로
-- en: Employees who once got net pay above their base pay, each once.
SELECT worker.name FROM payslip JOIN worker ON payslip.worker_id = worker.id WHERE payslip.net > worker.base GROUP BY worker.id;

-- 직원이 한 명도 없는 부서 있어? 이름 대 봐
-- en: Which departments have no employees?
SELECT name FROM dept WHERE NOT EXISTS (SELECT 1 FROM worker WHERE worker.dept_id = dept.id);

-- 전체 직원 가운데 다온으로 급여 받는 사람이 몇 퍼센트예요?
-- en: What percentage of all employees is paid through Daon Bank?
SELECT ROUND(100.0 * SUM(CASE WHEN bank = '다온뱅크' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM worker;

-- 자기 팀 평균보다 기본급을 더 받는 사람이 회사 전체에 몇 명인지, 그러니까 각자 자기 부서 평균하고 비교해서
-- en: How many employees have a base pay above the average of their own department?
SELECT COUNT(*) FROM worker WHERE base > (SELECT AVG(other.base) FROM worker AS other WHERE other.dept_id = worker.dept_id);

-- 직급별 기본급 상위 3명 뽑아 주십시오. 직급, 성명, 금액 순이고 금액이 같으면 먼저 입사한 사람이 위입니다
-- en: The three best-paid employees of each rank by base pay, earlier hires first on a tie: rank, name, amount.
WITH ranked AS (SELECT rank, name, base, ROW_NUMBER() OVER (PARTITION BY rank ORDER BY base DESC, hired) AS place FROM worker) SELECT rank, name, base FROM ranked WHERE place <= 3;

-- 올해 달마다 야근 수당이 얼마 나갔고 직전 달보다 얼마나 늘거나 줄었지? 지급 있는 달만 놓고, 첫 달 증감은 공란
-- en: Overtime pay in each month of this year with payments, with the change from the previous such month, the first empty.
WITH monthly AS (SELECT strftime('%Y-%m', paid) AS month, SUM(overtime) AS total FROM payslip WHERE strftime('%Y', paid) = '2026' GROUP BY strftime('%Y-%m', paid)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 지금까지 나간 실수령액 중에 지급 구분별 비중이 몇 퍼센트씩인지 큰 것부터요
-- en: The share of each pay type in all net pay, in percent, largest first.
SELECT kind, ROUND(100.0 * SUM(net) / (SELECT SUM(net) FROM payslip), 1) FROM payslip GROUP BY kind ORDER BY SUM(net) DESC;

-- 세금이며 보험이며 떼는 게 너무 많다 싶은데, 공제액을 실수령에 더한 총액 대비 공제 비율이 직급별로 어때? 합계끼리 나눠서 퍼센트로
-- en: By rank, total deductions as a percentage of deductions plus net pay.
SELECT worker.rank, ROUND(100.0 * SUM(payslip.deduction) / SUM(payslip.deduction + payslip.net), 1) FROM payslip JOIN worker ON payslip.worker_id = worker.id GROUP BY worker.rank;

-- 네 가지 지급 구분을 한 번씩은 다 받아 본 사람 명단
-- en: Employees who have received all four pay types at least once.
SELECT worker.name FROM payslip JOIN worker ON payslip.worker_id = worker.id GROUP BY worker.id HAVING COUNT(DISTINCT payslip.kind) = 4;

-- 올해 받은 상여금이 합쳐서 500만원 넘는 직원하고 합계 금액, 많이 받은 사람이 위로 오게. 같으면 이름순
-- en: Employees with bonuses over 5 million won net this year, and the total, highest first, ties by name.
SELECT worker.name, SUM(payslip.net) FROM payslip JOIN worker ON payslip.worker_id = worker.id WHERE payslip.kind = '상여금' AND strftime('%Y', payslip.paid) = '2026' GROUP BY worker.id HAVING SUM(payslip.net) > 5000000 ORDER BY SUM(payslip.net) DESC, worker.name;

-- 인원이 정원의 절반도 안 되는 부서가 몇 군데나 돼요? 0명인 부서도 쳐서요
-- en: How many departments have filled less than half of their authorized headcount, empty ones included?
SELECT COUNT(*) FROM dept WHERE (SELECT COUNT(*) FROM worker WHERE worker.dept_id = dept.id) < 0.5 * quota;

-- 근무지마다 기본급이 제일 센 사람 하나씩만 알려 줘. 근무지, 이름, 기본급. 액수 같으면 다 나오게
-- en: The employee with the highest base pay at each site, ties included: site, name, base pay.
WITH ranked AS (SELECT dept.site, worker.name, worker.base, RANK() OVER (PARTITION BY dept.site ORDER BY worker.base DESC) AS place FROM worker JOIN dept ON worker.dept_id = dept.id) SELECT site, name, base FROM ranked WHERE place = 1;

-- 작년 1월부터 들어온 사람만, 입사하고 첫 명세서가 나온 날까지 며칠이었는지 이름이랑 같이 볼게요
-- en: For those hired since the start of last year, the name and the days from hiring to the first payslip.
SELECT worker.name, julianday(MIN(payslip.paid)) - julianday(worker.hired) FROM payslip JOIN worker ON payslip.worker_id = worker.id WHERE worker.hired >= '2025-01-01' GROUP BY worker.id;

-- 작년 하반기 대비 올해 상반기에 명세서 한 장당 평균 실수령이 몇 퍼센트 달라졌나요? 떨어지면 음수로요
-- en: By what percentage did average net pay per payslip change from the second half of last year to the first half of this year?
SELECT ROUND(100.0 * (AVG(CASE WHEN paid >= '2026-01-01' AND paid <= '2026-06-30' THEN net END) - AVG(CASE WHEN paid >= '2025-07-01' AND paid <= '2025-12-31' THEN net END)) / AVG(CASE WHEN paid >= '2025-07-01' AND paid <= '2025-12-31' THEN net END), 1) FROM payslip;

-- 직원별로 마지막으로 받은 돈이 얼마였고 무슨 명목이었는지 이름 붙여서. 같은 날 두 건이면 번호 큰 게 마지막
-- en: For each employee the net pay and pay type of the last payslip; on the same day, the one with the higher number.
WITH latest AS (SELECT worker_id, net, kind, ROW_NUMBER() OVER (PARTITION BY worker_id ORDER BY paid DESC, id DESC) AS place FROM payslip) SELECT worker.name, latest.net, latest.kind FROM latest JOIN worker ON latest.worker_id = worker.id WHERE latest.place = 1;

-- 입사 연도별 채용 인원하고 누적 인원 표로 부탁해요, 옛날부터. 채용 없던 해는 빠져도 됩니다
-- en: Hires by year with the running total, oldest first, leaving out years without any.
WITH yearly AS (SELECT strftime('%Y', hired) AS year, COUNT(*) AS number FROM worker GROUP BY strftime('%Y', hired)) SELECT year, number, SUM(number) OVER (ORDER BY year) FROM yearly ORDER BY year;

-- 정기 급여는 받았는데 상여금은 여태 한 번도 못 받은 사람이 몇 명이나 됩니까
-- en: How many employees got regular pay but never a bonus?
SELECT COUNT(*) FROM worker WHERE id IN (SELECT worker_id FROM payslip WHERE kind = '정기 급여') AND id NOT IN (SELECT worker_id FROM payslip WHERE kind = '상여금');

-- 부서 예산에서 소속 직원 1년 치 기본급(월 기본급 곱하기 12) 합이 몇 퍼센트인지, 60퍼센트 넘는 부서만 이름하고 비율
-- en: Departments whose yearly base pay, twelve times the base of their employees, exceeds 60 percent of the budget, with the percentage.
SELECT dept.name, ROUND(100.0 * 12 * SUM(worker.base) / dept.budget, 1) FROM worker JOIN dept ON worker.dept_id = dept.id GROUP BY dept.id HAVING 100.0 * 12 * SUM(worker.base) / dept.budget > 60;
