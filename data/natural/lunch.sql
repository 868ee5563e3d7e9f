-- 전교생이 제일 많은 학교가 어디예요? 배식대부터 늘려 줘야 할 것 같아서
-- en: Which school has the most students?
SELECT name FROM school ORDER BY students DESC LIMIT 1;

-- 수원 쪽 학교 이름 쭉 불러 줘 봐
-- en: Give me the names of the schools in Suwon.
SELECT name FROM school WHERE region = '수원시';

-- 국립은 전부 몇 군데?
-- en: How many national schools are there?
SELECT COUNT(*) FROM school WHERE type = '국립';

-- 김치 대 주는 업체가 몇 곳이나 있나요
-- en: How many suppliers deliver kimchi?
SELECT COUNT(*) FROM supplier WHERE goods = '김치류';

-- 위생 80점도 안 되는 업체 명단이랑 점수 부탁합니다, 재점검 공문 보내야 합니다
-- en: Suppliers with a hygiene score under 80, and the score.
SELECT name, score FROM supplier WHERE score < 80;

-- 위생 점검 결과가 아직 안 들어온 업체가 어디어디야?
-- en: Which suppliers have no hygiene score yet?
SELECT name FROM supplier WHERE score IS NULL;

-- 납품 계약 중에 제일 크게 맺은 건 얼마짜리였죠
-- en: How much is the largest supply contract?
SELECT MAX(contract) FROM supplier;

-- 올해 새로 계약한 업체랑 계약한 날짜, 최근 것부터. 날짜가 같으면 상호 가나다순
-- en: Suppliers signed this year with the date, newest first, ties by name.
SELECT name, signed FROM supplier WHERE strftime('%Y', signed) = '2025' ORDER BY signed DESC, name;

-- 우리 급식에 메인으로 뭐뭐 나가요? 가정통신문에 적게요
-- en: Which main dishes do we serve?
SELECT DISTINCT main FROM meal;

-- 900칼로리 넘게 나간 끼니가 몇 번이나 되니
-- en: How many meals had more than 900 kcal?
SELECT COUNT(*) FROM meal WHERE kcal > 900;

-- 이번달 급식 기록 몇건 올라왔어요?
-- en: How many meals are on record this month?
SELECT COUNT(*) FROM meal WHERE strftime('%Y-%m', served) = '2025-11';

-- 올해 돈까스 나간 날짜를 이른 날부터 뽑아 줘. 겹치는 날은 한 번만
-- en: The days of this year on which pork cutlet was served, earliest first, each once.
SELECT DISTINCT served FROM meal WHERE main = '돈가스' AND strftime('%Y', served) = '2025' ORDER BY served;

-- 음식물 무게를 안 재고 넘어간 게 몇 건인지 확인해 주시겠어요?
-- en: For how many meals was the leftover weight not taken?
SELECT COUNT(*) FROM meal WHERE waste IS NULL;

-- 급식실에 조리원이 7명 이하인 학교하고 그 인원
-- en: Schools with at most seven cooks, and how many they have.
SELECT name, cooks FROM school WHERE cooks <= 7;

-- 이름이 '푸른'으로 시작하는 학교들 학생을 다 더하면 몇 명?
-- en: How many students do the schools whose names begin with Pureun have in total?
SELECT SUM(students) FROM school WHERE name LIKE '푸른%';

-- 상호 끝에 '유통' 붙은 집들은 뭘 파는 데야? 상호랑 같이 보여 줘
-- en: Name and product line of the suppliers whose names end in Yutong.
SELECT name, goods FROM supplier WHERE name LIKE '%유통';

-- 가장 최근에 급식 나간 날이 언제로 돼 있지?
-- en: What is the latest serving date on record?
SELECT MAX(served) FROM meal;

-- 카레 나오는 날은 평균 몇 칼로리쯤 되나요? 다이어트 중인 애가 물어봐서요
-- en: How many kcal does a curry rice meal have on average?
SELECT AVG(kcal) FROM meal WHERE main = '카레라이스';

-- 한 끼 급식비가 얼마인지 학부모한테 문의가 왔는데 나와 있어요?
-- en: How much does one school meal cost?
SELECT '답할 수 없음';

-- 시별로 학교 수 좀 세어 줘
-- en: Count the schools in each city.
SELECT region, COUNT(*) FROM school GROUP BY region;

-- 공립 사립 국립 각각 학생이 평균 몇 명인지, 큰 쪽부터 보고 싶네요
-- en: Average number of students by founder type, largest first.
SELECT type, AVG(students) FROM school GROUP BY type ORDER BY AVG(students) DESC;

-- 초등학교들에서 여태 버린 게 다 합쳐 몇 kg이에요?
-- en: How many kilograms of leftovers do the elementary schools add up to?
SELECT SUM(meal.waste) FROM meal JOIN school ON meal.school_id = school.id WHERE school.name LIKE '%초등학교';

-- 용인 애들은 제육볶음을 몇 번이나 먹었대?
-- en: How often was spicy pork served at the schools in Yongin?
SELECT COUNT(*) FROM meal JOIN school ON meal.school_id = school.id WHERE school.region = '용인시' AND meal.main = '제육볶음';

-- 취급 품목에 따라 위생 점수 평균이 어떻게 다른지 정리해 주세요. 점수 없는 업체는 빼고요
-- en: Average hygiene score by product line, without suppliers that have none.
SELECT goods, AVG(score) FROM supplier WHERE score IS NOT NULL GROUP BY goods;

-- 고기 대는 업체들하고 계약한 돈이 통틀어 얼마야
-- en: What do the contracts with the meat suppliers come to?
SELECT SUM(contract) FROM supplier WHERE goods = '축산물';

-- 잔반 누적이 제일 많은 다섯 학교, 이름하고 몇 kg인지
-- en: The five schools with the most leftovers in total, and how many kilograms.
SELECT school.name, SUM(meal.waste) FROM meal JOIN school ON meal.school_id = school.id GROUP BY school.id ORDER BY SUM(meal.waste) DESC LIMIT 5;

-- 2024년 월별로 급식이 몇 건씩 기록됐는지 빠른 달부터 알려 주십시오. 기록 없는 달은 생략해도 됩니다
-- en: Meals on record in each month of 2024, in order, leaving out months without any.
SELECT strftime('%Y-%m', served), COUNT(*) FROM meal WHERE strftime('%Y', served) = '2024' GROUP BY strftime('%Y-%m', served) ORDER BY strftime('%Y-%m', served);

-- 애들이 뭘 제일 많이 남기나, 메뉴별 평균 잔반을 많은 것부터
-- en: Average leftovers by main dish, most first.
SELECT main, AVG(waste) FROM meal GROUP BY main ORDER BY AVG(waste) DESC;

-- 위생 90점 이상 받은 데서 재료 댄 급식이 몇 끼야?
-- en: How many meals were supplied by companies with a hygiene score of 90 or more?
SELECT COUNT(*) FROM meal JOIN supplier ON meal.supplier_id = supplier.id WHERE supplier.score >= 90;

-- 상호가 '온누리'로 시작하는 업체들 물건 받아 쓴 학교가 어디예요? 한 번씩만 나오게
-- en: Which schools were supplied by companies whose names begin with Onnuri? Each once.
SELECT DISTINCT school.name FROM meal JOIN school ON meal.school_id = school.id JOIN supplier ON meal.supplier_id = supplier.id WHERE supplier.name LIKE '온누리%';

-- 올해 1학기, 그러니까 3월부터 7월까지 남긴 음식이 총 몇 킬로인지요
-- en: How many kilograms of leftovers were there from March to July of this year?
SELECT SUM(waste) FROM meal WHERE served >= '2025-03-01' AND served <= '2025-07-31';

-- 최근 석 달 급식은 평균 몇 칼로리였나요? 영양 점검표에 써야 해요
-- en: How many kcal did a meal have on average in the last three months?
SELECT AVG(kcal) FROM meal WHERE served >= date('2025-11-28', '-3 months');

-- 수요일이 '다 먹는 날'인데 정작 수요일 잔반 평균은 얼마래?
-- en: What are the average leftovers of the meals served on a Wednesday?
SELECT AVG(waste) FROM meal WHERE strftime('%w', served) = '3';

-- 전교생 천 명 넘는 큰 학교들은 한 끼에 평균 얼마나 버려요?
-- en: What are the average leftovers of a meal at schools with more than 1,000 students?
SELECT AVG(meal.waste) FROM meal JOIN school ON meal.school_id = school.id WHERE school.students > 1000;

-- 최근 6개월 사이 급식에 한 번도 안 들어온 업체 이름. 계약 해지 검토하려고
-- en: Suppliers that supplied none of the meals of the last six months.
SELECT name FROM supplier WHERE id NOT IN (SELECT supplier_id FROM meal WHERE served >= date('2025-11-28', '-6 months'));

-- 생선구이가 여태 한 번도 안 나온 학교는 몇 군데예요? 오메가3 타령하는 학부모가 계셔서
-- en: How many schools never had grilled fish?
SELECT COUNT(*) FROM school WHERE id NOT IN (SELECT school_id FROM meal WHERE main = '생선구이');

-- 조리원 한 사람이 학생 몇 명 밥을 해 대는지, 제일 힘든 학교 셋만. 이름이랑 1인당 학생 수(소수 첫째 자리)
-- en: The three schools with the most students per cook, with the figure to one decimal.
SELECT name, ROUND(1.0 * students / cooks, 1) FROM school ORDER BY 1.0 * students / cooks DESC LIMIT 3;

-- 전체 식단 중에서 제육볶음이 차지하는 비율이 몇 퍼센트야? 너무 자주 나온다고 민원이 와서
-- en: What percentage of all meals has spicy pork?
SELECT ROUND(100.0 * SUM(CASE WHEN main = '제육볶음' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM meal;

-- 지역별로 잔반 50kg 이상 나온 급식이 몇 퍼센트인지요. 무게 안 잰 급식은 분모에서도 빼 주세요
-- en: Percentage of meals with at least 50 kg of leftovers by region, leaving out meals not weighed.
SELECT school.region, ROUND(100.0 * SUM(CASE WHEN meal.waste >= 50 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM meal JOIN school ON meal.school_id = school.id WHERE meal.waste IS NOT NULL GROUP BY school.region;

-- 도시마다 학생 많은 학교 두 곳씩, 도시·학교·학생 수 순으로
-- en: The two schools with the most students in each city: city, school, students.
WITH ranked AS (SELECT region, name, students, ROW_NUMBER() OVER (PARTITION BY region ORDER BY students DESC) AS place FROM school) SELECT region, name, students FROM ranked WHERE place <= 2;

-- 올해 달별 잔반 합계하고, 그 앞의 급식 있던 달보다 몇 kg 늘었는지(줄면 음수) 나란히. 급식 없던 달은 건너뛰고 첫 달은 비워 둬
-- en: Leftovers in each month of this year that had meals, with the change from the previous such month, the first left empty.
WITH monthly AS (SELECT strftime('%Y-%m', served) AS month, SUM(waste) AS total FROM meal WHERE strftime('%Y', served) = '2025' GROUP BY strftime('%Y-%m', served)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 한 학교에서 급식 기록이 올라오고 그다음 기록까지 평균 며칠 비는지 알 수 있을까요, 학교 구분 없이 통으로요
-- en: How many days pass on average between one meal on record and the next at the same school?
WITH gaps AS (SELECT julianday(served) - julianday(LAG(served) OVER (PARTITION BY school_id ORDER BY served)) AS days FROM meal) SELECT AVG(days) FROM gaps;

-- 같은 시 평균보다 학생이 많은 학교가 모두 몇 곳인가요?
-- en: How many schools have more students than the average of their city?
SELECT COUNT(*) FROM school WHERE students > (SELECT AVG(other.students) FROM school AS other WHERE other.region = school.region);

-- 메뉴를 네 가지 이상 돌려 가며 내준 학교 이름이랑 가짓수 좀
-- en: Schools that served four or more different main dishes, and how many.
SELECT school.name, COUNT(DISTINCT meal.main) FROM meal JOIN school ON meal.school_id = school.id GROUP BY school.id HAVING COUNT(DISTINCT meal.main) >= 4;

-- 재료를 서로 다른 업체 다섯 군데 이상에서 받아 본 학교가 몇이나 되는지 궁금합니다
-- en: How many schools were supplied by five or more different companies?
SELECT COUNT(*) FROM (SELECT school_id FROM meal GROUP BY school_id HAVING COUNT(DISTINCT supplier_id) >= 5);

-- 메뉴마다 음식 제일 많이 남긴 급식이 어느 학교였고 몇 kg이었나? 공동이면 다 보여 줘
-- en: For each main dish, the school and the weight of the meal with the most leftovers, ties included.
WITH ranked AS (SELECT meal.main, school.name, meal.waste, RANK() OVER (PARTITION BY meal.main ORDER BY meal.waste DESC) AS place FROM meal JOIN school ON meal.school_id = school.id) SELECT main, name, waste FROM ranked WHERE place = 1;

-- 한 끼 평균 잔반이 작년에 비해 올해 몇 퍼센트 달라졌는지 계산해 주세요. 줄었으면 마이너스로 표시하고요
-- en: By what percentage did average leftovers per meal change from last year to this year? Negative if they fell.
SELECT ROUND(100.0 * (AVG(CASE WHEN strftime('%Y', served) = '2025' THEN waste END) - AVG(CASE WHEN strftime('%Y', served) = '2024' THEN waste END)) / AVG(CASE WHEN strftime('%Y', served) = '2024' THEN waste END), 1) FROM meal;

-- 납품 계약 총액을 품목별로 쪼개면 각각 몇 퍼센트씩이야, 비중 큰 순서대로
-- en: The share of each product line in the total contract amount, largest first.
SELECT goods, ROUND(100.0 * SUM(contract) / (SELECT SUM(contract) FROM supplier), 1) FROM supplier GROUP BY goods ORDER BY SUM(contract) DESC;

-- 학교별로 맨 마지막 급식이 무슨 메뉴였는지 학교 이름하고 날짜, 메뉴. 그날 기록이 둘이면 번호 큰 걸로
-- en: For each school the date and main dish of its last meal; with two on that day, the one with the higher number.
WITH latest AS (SELECT school_id, served, main, ROW_NUMBER() OVER (PARTITION BY school_id ORDER BY served DESC, id DESC) AS place FROM meal) SELECT school.name, latest.served, latest.main FROM latest JOIN school ON latest.school_id = school.id WHERE latest.place = 1;

-- 올해 잔반이 통틀어 150kg을 넘긴 학교를 무거운 순으로 이름이랑 무게까지. 무게가 같으면 이름순으로 해 줘
-- en: Schools whose leftovers this year exceed 150 kg, heaviest first, with the weight, ties by name.
SELECT school.name, SUM(meal.waste) FROM meal JOIN school ON meal.school_id = school.id WHERE strftime('%Y', meal.served) = '2025' GROUP BY school.id HAVING SUM(meal.waste) > 150 ORDER BY SUM(meal.waste) DESC, school.name;

-- 대 준 급식 중 절반 넘게가 800칼로리를 초과한 업체, 상호만 뽑아 줄래?
-- en: Suppliers for whom more than half of the meals they supplied had more than 800 kcal.
SELECT supplier.name FROM meal JOIN supplier ON meal.supplier_id = supplier.id GROUP BY supplier.id HAVING 1.0 * SUM(CASE WHEN meal.kcal > 800 THEN 1 ELSE 0 END) / COUNT(*) > 0.5;

-- 계약하고 첫 급식이 나갈 때까지 며칠 걸렸는지 업체마다. 급식에 재료를 댄 적 있는 업체만요
-- en: For each supplier that ever delivered, the days from the contract to the first meal.
SELECT supplier.name, julianday(MIN(meal.served)) - julianday(supplier.signed) FROM meal JOIN supplier ON meal.supplier_id = supplier.id GROUP BY supplier.id;
