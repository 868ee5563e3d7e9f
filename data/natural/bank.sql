-- PB센터는 어디어디 있어?
-- en: Where are the private banking centres?
SELECT name FROM branch WHERE kind = 'PB센터';

-- 점심시간에 잠깐 다녀올 건데, 영업점 중에 제일 덜 기다리는 데가 어디예요?
-- en: I want to drop by at lunch; which of the full branches has the shortest wait?
SELECT name FROM branch WHERE kind = '영업점' AND wait IS NOT NULL ORDER BY wait LIMIT 1;

-- 10분 안에 볼일 볼 수 있는 지점, 그러니까 대기 10분 이하인 데 이름이랑 몇 분인지
-- en: Branches where the wait is at most 10 minutes, with the minutes.
SELECT name, wait FROM branch WHERE wait <= 10;

-- VIP가 몇 분이나 계시죠?
-- en: How many VIP customers are there?
SELECT COUNT(*) FROM customer WHERE grade = 'VIP';

-- 신용 850점 넘는 손님 이름 뽑아줘, 카드 권유 전화 돌리게
-- en: List the customers with a credit score over 850.
SELECT name FROM customer WHERE score > 850;

-- 신용평가가 안 돼 있는 고객이 누구누구인지 알려 주십시오
-- en: Which customers have no credit score?
SELECT name FROM customer WHERE score IS NULL;

-- 장사하시는 분들은 신용이 평균 몇 점이나 돼요?
-- en: What is the average credit score of the self-employed?
SELECT AVG(score) FROM customer WHERE job = '자영업';

-- 손님들 직업이 어떻게 되나, 직업별로 몇 명씩인지 많은 순서대로
-- en: How many customers are there of each occupation, most first?
SELECT job, COUNT(*) FROM customer GROUP BY job ORDER BY COUNT(*) DESC;

-- 적금 이자 제일 많이 쳐주는 게 몇 퍼센트야
-- en: What is the highest interest rate on an instalment savings account?
SELECT MAX(rate) FROM account WHERE kind = '정기적금';

-- 4천만원 넘게 들어 있는 통장 몇 개야
-- en: How many accounts hold more than 40 million won?
SELECT COUNT(*) FROM account WHERE balance > 40000000;

-- 작년에 새로 튼 계좌 몇 개?
-- en: How many accounts were opened last year?
SELECT COUNT(*) FROM account WHERE strftime('%Y', opened) = '2025';

-- ATM에서 돈 뽑은 거 총 몇 건인가요
-- en: How many withdrawals were made at an ATM?
SELECT COUNT(*) FROM entry WHERE channel = 'ATM' AND kind = '출금';

-- 한 번에 제일 크게 이체한 게 얼마였는지
-- en: How much was the largest single transfer?
SELECT MAX(amount) FROM entry WHERE kind = '이체';

-- 이번 달 공과금으로 빠져나간 돈 다 합치면 얼마?
-- en: How much went to utility bills this month in total?
SELECT SUM(amount) FROM entry WHERE kind = '공과금' AND strftime('%Y-%m', traded) = '2026-03';

-- 청약통장에 묶여 있는 돈이 전부 얼마예요?
-- en: How much money sits in housing subscription accounts in total?
SELECT SUM(balance) FROM account WHERE kind = '주택청약';

-- 예금은 뭐뭐 있어요? 처음이라 잘 몰라서요
-- en: Which kinds of accounts are there?
SELECT DISTINCT kind FROM account;

-- 90년대에 문 연 지점 이름이랑 언제 열었는지 오래된 순으로 부탁해요
-- en: Branches opened in the 1990s with the date, oldest first.
SELECT name, opened FROM branch WHERE opened >= '1990-01-01' AND opened <= '1999-12-31' ORDER BY opened;

-- 김씨 성 가진 고객 명단
-- en: List the customers whose family name is Kim.
SELECT name FROM customer WHERE name LIKE '김%';

-- 지점 한 곳에 직원이 평균 몇명이나 되나요
-- en: How many employees does a branch have on average?
SELECT AVG(staff) FROM branch;

-- 출장소인데 직원 10명 넘는 데가 있나? 있으면 이름
-- en: Which sub-branches have more than 10 employees?
SELECT name FROM branch WHERE kind = '출장소' AND staff > 10;

-- 전세 대출 한도가 얼마까지 나와요?
-- en: How much could I borrow on a jeonse loan?
SELECT '답할 수 없음';

-- 어르신 고객이 많아서 그런데 70세 이상 손님이 몇 분이죠
-- en: How many customers are 70 or older?
SELECT '답할 수 없음';

-- '여의도' 지점에서 계좌 튼 손님이 몇 명이야? 계좌 수 말고 사람 수로
-- en: How many people have an account at the Yeouido branch? People, not accounts.
SELECT COUNT(DISTINCT account.customer_id) FROM account JOIN branch ON account.branch_id = branch.id WHERE branch.name = '여의도';

-- 통장 종류별로 평균 얼마씩 들어 있는지, 큰 금액부터
-- en: Average balance by kind of account, largest first.
SELECT kind, AVG(balance) FROM account GROUP BY kind ORDER BY AVG(balance) DESC;

-- 영업점, 출장소 이런 점포 유형별로 예치된 돈 총액을 알고 싶습니다
-- en: I would like the total deposited by type of branch.
SELECT branch.kind, SUM(account.balance) FROM account JOIN branch ON account.branch_id = branch.id GROUP BY branch.kind;

-- 골드 고객들 정기예금 이율은 평균 얼마나 돼?
-- en: What is the average rate on the time deposits of gold customers?
SELECT AVG(account.rate) FROM account JOIN customer ON account.customer_id = customer.id WHERE customer.grade = '골드' AND account.kind = '정기예금';

-- 등록만 하고 계좌는 하나도 안 만든 고객 누구 있어
-- en: Which customers have no account at all?
SELECT name FROM customer WHERE id NOT IN (SELECT customer_id FROM account);

-- 통장 세 개 이상 들고 있는 분들 성함이랑 개수요
-- en: Names of the customers with three or more accounts, and how many.
SELECT customer.name, COUNT(*) FROM account JOIN customer ON account.customer_id = customer.id GROUP BY customer.id HAVING COUNT(*) >= 3;

-- 작년 모바일 거래가 달마다 몇 건이었는지 보여줘
-- en: Show how many mobile transactions there were in each month of last year.
SELECT strftime('%Y-%m', traded), COUNT(*) FROM entry WHERE channel = '모바일' AND strftime('%Y', traded) = '2025' GROUP BY strftime('%Y-%m', traded);

-- 토요일 일요일에 기계에서 처리된 거래 몇 건? 현금 채워 넣는 주기 정하려고 (ATM만)
-- en: How many ATM transactions fell on a Saturday or Sunday?
SELECT COUNT(*) FROM entry WHERE channel = 'ATM' AND strftime('%w', traded) IN ('0', '6');

-- 회사원들이 우리한테 맡긴 돈 다 더하면 얼마지
-- en: How much have company employees deposited with us in total?
SELECT SUM(account.balance) FROM account JOIN customer ON account.customer_id = customer.id WHERE customer.job = '회사원';

-- 올해 들어 거래가 한 건도 없는 계좌 몇 개나 돼요? 휴면 안내문 보내야 하거든요
-- en: How many accounts had no transaction this year?
SELECT COUNT(*) FROM account WHERE id NOT IN (SELECT account_id FROM entry WHERE strftime('%Y', traded) = '2026');

-- 최근 3개월간 입금된 돈 합계
-- en: Total deposited over the last three months.
SELECT SUM(amount) FROM entry WHERE kind = '입금' AND traded >= date('2026-03-31', '-3 months');

-- 공무원 고객은 주로 어느 채널로 거래해? 건수 제일 많은 거 하나
-- en: Which channel do civil servants use most often?
SELECT entry.channel FROM entry JOIN account ON entry.account_id = account.id JOIN customer ON account.customer_id = customer.id WHERE customer.job = '공무원' GROUP BY entry.channel ORDER BY COUNT(*) DESC LIMIT 1;

-- 신용은 700점도 안 되는데 계좌 하나에 2천만원 넘게 넣어 둔 사람 있으면 이름 알려줘, 동명이인은 따로
-- en: Which customers have a score under 700 and yet an account with more than 20 million won? Namesakes apart.
SELECT name FROM customer WHERE score < 700 AND id IN (SELECT customer_id FROM account WHERE balance > 20000000);

-- 정기예금 금리 3.5% 이상 받는 계좌가 있는 지점이 어디어디예요?
-- en: Which branches have a time deposit account at 3.5 % or more?
SELECT name FROM branch WHERE id IN (SELECT branch_id FROM account WHERE kind = '정기예금' AND rate >= 3.5);

-- 우리 계좌 중에 제일 먼저 만들어진 거, 주인이 누구야
-- en: Who owns the account that was opened first?
SELECT customer.name FROM account JOIN customer ON account.customer_id = customer.id ORDER BY account.opened LIMIT 1;

-- 개점한 지 20년 넘은 지점에서 관리하는 계좌는 총 몇 개인가요?
-- en: How many accounts are kept at branches opened more than 20 years ago?
SELECT COUNT(*) FROM account JOIN branch ON account.branch_id = branch.id WHERE branch.opened < date('2026-03-31', '-20 years');

-- 등급별로 총 예치금이 전체의 몇 퍼센트씩 차지하는지 정리해줘
-- en: What percentage of all balances does each customer grade hold?
SELECT customer.grade, ROUND(100.0 * SUM(account.balance) / (SELECT SUM(balance) FROM account), 1) FROM account JOIN customer ON account.customer_id = customer.id GROUP BY customer.grade;

-- 지점마다 돈 제일 많이 든 계좌의 주인이 누군지, 지점 이름하고 고객 이름
-- en: For each branch, who owns the account with the largest balance: branch, customer.
WITH ranked AS (SELECT branch_id, customer_id, ROW_NUMBER() OVER (PARTITION BY branch_id ORDER BY balance DESC) AS place FROM account) SELECT branch.name, customer.name FROM ranked JOIN branch ON ranked.branch_id = branch.id JOIN customer ON ranked.customer_id = customer.id WHERE ranked.place = 1;

-- 이번 달 들어온 돈(입금)에서 인출된 돈(출금) 빼면 얼마 남아?
-- en: What is left of this month's deposits after this month's withdrawals?
SELECT SUM(CASE WHEN kind = '입금' THEN amount ELSE 0 END) - SUM(CASE WHEN kind = '출금' THEN amount ELSE 0 END) FROM entry WHERE strftime('%Y-%m', traded) = '2026-03';

-- 월별 출금 총액이랑 전월 대비 증감액을 뽑아 주세요, 작년 1월부터 12월까지요. 1월 증감은 비워 두셔도 됩니다
-- en: Total withdrawn each month of last year and the change from the month before; leave January's change empty.
WITH monthly AS (SELECT strftime('%Y-%m', traded) AS month, SUM(amount) AS total FROM entry WHERE kind = '출금' AND strftime('%Y', traded) = '2025' GROUP BY strftime('%Y-%m', traded)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 계좌 잔액 다 합쳐서 5천만원 넘는 고객 이름하고 총액. PB센터로 넘길 명단이에요
-- en: Customers whose balances together exceed 50 million won, with the total.
SELECT customer.name, SUM(account.balance) FROM account JOIN customer ON account.customer_id = customer.id GROUP BY customer.id HAVING SUM(account.balance) > 50000000;

-- 서로 다른 지점 두 군데 이상에 통장 둔 사람이 몇 명이야
-- en: How many people have accounts at two or more different branches?
SELECT COUNT(*) FROM (SELECT customer_id FROM account GROUP BY customer_id HAVING COUNT(DISTINCT branch_id) >= 2);

-- 거래를 모바일로만 하는 고객이 누구누구인지 궁금합니다. 거래가 아예 없는 고객은 빼고요
-- en: Which customers made all their transactions by mobile? Leave out those without any.
SELECT customer.name FROM entry JOIN account ON entry.account_id = account.id JOIN customer ON account.customer_id = customer.id GROUP BY customer.id HAVING COUNT(*) = SUM(CASE WHEN entry.channel = '모바일' THEN 1 ELSE 0 END);

-- 같은 계좌에서 거래랑 다음 거래 사이가 제일 길게 빈 게 며칠이었나
-- en: What is the longest gap in days between two successive transactions on the same account?
WITH gaps AS (SELECT julianday(traded) - julianday(LAG(traded) OVER (PARTITION BY account_id ORDER BY traded)) AS days FROM entry) SELECT MAX(days) FROM gaps;

-- 직원 한 사람당 예치금이 제일 많은 지점 어디야? 성과급 때문에
-- en: Which branch has the largest total balance per employee?
SELECT branch.name FROM account JOIN branch ON account.branch_id = branch.id GROUP BY branch.id ORDER BY 1.0 * SUM(account.balance) / branch.staff DESC LIMIT 1;

-- 총잔액 상위 열 명이 은행 전체 예금의 몇 퍼센트를 쥐고 있어?
-- en: What percentage of all balances do the ten customers with the largest totals hold?
WITH totals AS (SELECT customer_id, SUM(balance) AS total FROM account GROUP BY customer_id ORDER BY total DESC LIMIT 10) SELECT ROUND(100.0 * SUM(total) / (SELECT SUM(balance) FROM account), 1) FROM totals;

-- 같은 유형 점포들 평균보다 더 오래 기다려야 하는 지점들 이름
-- en: Branches where the wait is longer than the average of branches of the same type.
SELECT name FROM branch WHERE wait > (SELECT AVG(other.wait) FROM branch AS other WHERE other.kind = branch.kind);

-- 정기예금하고 정기적금 둘 다 가입한 손님은 누구누구예요?
-- en: Which customers have both a time deposit and an instalment savings account?
SELECT customer.name FROM account JOIN customer ON account.customer_id = customer.id WHERE account.kind IN ('정기예금', '정기적금') GROUP BY customer.id HAVING COUNT(DISTINCT account.kind) = 2;

-- 작년에 공과금을 창구까지 와서 낸 고객이 몇 명인지, 앱 사용법 안내하려고요
-- en: How many customers paid utility bills at the counter last year?
SELECT COUNT(DISTINCT account.customer_id) FROM entry JOIN account ON entry.account_id = account.id WHERE entry.kind = '공과금' AND entry.channel = '창구' AND strftime('%Y', entry.traded) = '2025';

-- 연도별 신규 계좌 수하고 그 해까지의 누적 개수, 옛날부터
-- en: New accounts each year and the running total up to that year, oldest first.
SELECT strftime('%Y', opened), COUNT(*), SUM(COUNT(*)) OVER (ORDER BY strftime('%Y', opened)) FROM account GROUP BY strftime('%Y', opened) ORDER BY strftime('%Y', opened);
