-- 여기 PT 쌤들 중에 제일 비싼 분 누구예요
-- en: Which trainer is the most expensive?
SELECT name FROM trainer ORDER BY fee DESC LIMIT 1;

-- 필라테스 가르치는 선생님 이름 알려줘요
-- en: Names of the Pilates trainers.
SELECT name FROM trainer WHERE field = '필라테스';

-- 10년 넘게 일한 트레이너 몇 명이나 있어?
-- en: How many trainers have more than ten years of experience?
SELECT COUNT(*) FROM trainer WHERE career > 10;

-- 수업료 5만원 이하로 배울 수 있는 쌤 있나요? 이름이랑 얼마인지 싼 순으로, 값 같으면 이름순
-- en: Trainers for 50,000 won or less, name and fee, cheapest first, ties by name.
SELECT name, fee FROM trainer WHERE fee <= 50000 ORDER BY fee, name;

-- 허리 수술하고 왔는데 재활 쪽은 수업료가 평균 얼마쯤 하나요
-- en: What is the average fee of the rehabilitation trainers?
SELECT AVG(fee) FROM trainer WHERE field = '재활 운동';

-- 무슨 무슨 운동 배울 수 있어요? 선생님들 전문 분야요
-- en: Which fields do the trainers have?
SELECT DISTINCT field FROM trainer;

-- 1년 끊은 사람 몇 명이야
-- en: How many members bought a one-year pass?
SELECT COUNT(*) FROM member WHERE pass = '1년권';

-- 몸무게 안 잰 회원님들 명단 주세요, 오늘 인바디 재 드리려고요
-- en: Members whose weight is not recorded.
SELECT name FROM member WHERE weight IS NULL;

-- 100kg 넘는 회원이 몇 분 계신지
-- en: How many members weigh more than 100 kg?
SELECT COUNT(*) FROM member WHERE weight > 100;

-- 100번 이상 나온 개근왕들 이름하고 몇 번 왔는지 많은 순서대로. 같으면 이름순이고
-- en: Members with 100 visits or more, name and visits, most first, ties by name.
SELECT name, visits FROM member WHERE visits >= 100 ORDER BY visits DESC, name;

-- 우리 체육관 첫 회원은 언제 들어왔지?
-- en: When did the first member join?
SELECT MIN(joined) FROM member;

-- 올해 새로 등록하신 분 총 몇 명인가요?
-- en: How many members joined this year?
SELECT COUNT(*) FROM member WHERE strftime('%Y', joined) = '2026';

-- 한 달짜리 끊은 사람들은 평균 몇번 나와요
-- en: How often did members with a one-month pass come on average?
SELECT AVG(visits) FROM member WHERE pass = '1개월권';

-- 온라인으로 한 수업 몇 건이나 돼
-- en: How many lessons were online?
SELECT COUNT(*) FROM lesson WHERE form = '온라인';

-- 수업 한 번에 제일 많이 태운 게 몇 칼로리야?
-- en: How many calories did the most intense lesson burn?
SELECT MAX(kcal) FROM lesson;

-- 하체 하는 날은 보통 몇 칼로리 빠져요? 평균이요 ㅎㅎ
-- en: How many calories does a leg lesson burn on average?
SELECT AVG(kcal) FROM lesson WHERE part = '하체';

-- 어느 부위 했는지 안 적어 놓은 수업이 몇 개인지 확인해 주십시오
-- en: How many lessons have no body part recorded?
SELECT COUNT(*) FROM lesson WHERE part IS NULL;

-- 지난달에 수업 몇 번 했더라
-- en: How many lessons were there last month?
SELECT COUNT(*) FROM lesson WHERE strftime('%Y-%m', held) = '2026-04';

-- 락커 비밀번호 까먹었어요ㅠ 제 거 몇 번이에요?
-- en: I forgot my locker code; which one is mine?
SELECT '답할 수 없음';

-- 어제 일대일 수업 노쇼한 회원이 누구였지
-- en: Which member did not show up for yesterday's private lesson?
SELECT '답할 수 없음';

-- 이용권 종류별로 회원이 몇 명씩 되는지 인원 많은 것부터 정리 부탁드려요
-- en: Members by pass, most first.
SELECT pass, COUNT(*) FROM member GROUP BY pass ORDER BY COUNT(*) DESC;

-- 분야별로 쌤 인원수랑 평균 경력 좀 표로 줘
-- en: By field, the number of trainers and their average experience.
SELECT field, COUNT(*), AVG(career) FROM trainer GROUP BY field;

-- 수업을 제일 많이 뛴 트레이너가 누구고 몇 번 했어요?
-- en: Which trainer gave the most lessons, and how many?
SELECT trainer.name, COUNT(*) FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id GROUP BY trainer.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 등록만 하고 수업은 한 번도 안 들은 회원 이름, 무료 체험 권해 보게
-- en: Members who never took a lesson.
SELECT name FROM member WHERE id NOT IN (SELECT member_id FROM lesson);

-- 요가 선생님들 수업에서 태운 열량 다 더하면 얼마나 될까
-- en: How many calories were burnt in the lessons of the yoga trainers altogether?
SELECT SUM(lesson.kcal) FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id WHERE trainer.field = '요가';

-- 회원별로 수업을 몇 번 들었는지, 안 들은 분은 0으로 쭉 나열해 줘
-- en: Lessons by member, 0 for those without one.
SELECT member.name, COUNT(lesson.id) FROM member LEFT JOIN lesson ON lesson.member_id = member.id GROUP BY member.id;

-- 일대일이랑 그룹 중에 한 번에 칼로리 더 많이 태우는 게 어느 쪽이에요? 평균으로 하나만
-- en: Which burns more calories per lesson on average, one-to-one or group?
SELECT form FROM lesson WHERE form IN ('1대1', '그룹') GROUP BY form ORDER BY AVG(kcal) DESC LIMIT 1;

-- 작년 달별 수업 건수 그래프 그릴 거야. 1월부터 순서대로, 없는 달은 건너뛰고
-- en: Lessons in each month of last year that had any, in order.
SELECT strftime('%Y-%m', held), COUNT(*) FROM lesson WHERE strftime('%Y', held) = '2025' GROUP BY strftime('%Y-%m', held) ORDER BY strftime('%Y-%m', held);

-- 주말 수업이 얼마나 돼요? 건수만요. 주말 수당 줘야 해서
-- en: How many lessons were at weekends?
SELECT COUNT(*) FROM lesson WHERE strftime('%w', held) IN ('0', '6');

-- 부위별로 수업이 몇 번씩 있었는지 인기순, 안 적힌 건 제외해 주세요
-- en: Lessons by body part, most first, those without one left out.
SELECT part, COUNT(*) FROM lesson WHERE part IS NOT NULL GROUP BY part ORDER BY COUNT(*) DESC;

-- 크로스핏 쌤한테 수업 받아 본 회원이 몇 명? 같은 사람은 한 번만 세
-- en: How many members took a lesson with a CrossFit trainer? Each once.
SELECT COUNT(DISTINCT lesson.member_id) FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id WHERE trainer.field = '크로스핏';

-- 최근 3개월간 수업이 하나도 없었던 트레이너 이름 좀 알려 주시죠. 면담 잡으려고 합니다
-- en: Trainers without a lesson in the last three months.
SELECT name FROM trainer WHERE id NOT IN (SELECT trainer_id FROM lesson WHERE held >= date('2026-05-31', '-3 months'));

-- 수업 다섯 번 이상 들은 회원 이름과 횟수 뽑아 줘. 텀블러 선물할 거야
-- en: Members who took five or more lessons, and how many.
SELECT member.name, COUNT(*) FROM lesson JOIN member ON lesson.member_id = member.id GROUP BY member.id HAVING COUNT(*) >= 5;

-- 6개월권이나 1년권 끊은 분들이 온라인 수업 들은 게 총 몇 건이에요?
-- en: How many online lessons did members with a six-month or one-year pass take?
SELECT COUNT(*) FROM lesson JOIN member ON lesson.member_id = member.id WHERE member.pass IN ('6개월권', '1년권') AND lesson.form = '온라인';

-- 80킬로 이상 회원님들은 수업 한 번에 평균 몇 kcal 소모하나요?
-- en: How many kcal does a lesson burn on average for members of 80 kg or more?
SELECT AVG(lesson.kcal) FROM lesson JOIN member ON lesson.member_id = member.id WHERE member.weight >= 80;

-- 수업료 7만원 넘는 쌤한테 어깨 수업 받은 사람 명단, 이름 겹치지 않게
-- en: Members who took a shoulder lesson with a trainer charging over 70,000 won, each once.
SELECT DISTINCT name FROM member WHERE id IN (SELECT lesson.member_id FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id WHERE lesson.part = '어깨' AND trainer.fee > 70000);

-- 수업 건마다 그 쌤 수업료를 받았다 치고, 올해 수업료 수입이 총 얼마야?
-- en: If every lesson brought in its trainer's fee, how much is that this year?
SELECT SUM(trainer.fee) FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id WHERE strftime('%Y', lesson.held) = '2026';

-- 전체 수업에서 일대일 비율 몇 퍼센트예요?
-- en: What percentage of all lessons is one-to-one?
SELECT ROUND(100.0 * SUM(CASE WHEN form = '1대1' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM lesson;

-- 진행 방식별 수업 비중이 각각 몇 퍼센트인지 큰 것부터 알려 주세요, 본사 보고예요
-- en: The share of each form of lesson in percent, largest first.
SELECT form, ROUND(100.0 * COUNT(*) / (SELECT COUNT(*) FROM lesson), 1) FROM lesson GROUP BY form ORDER BY COUNT(*) DESC;

-- 분야마다 수업 때 태운 칼로리 총합이 제일 큰 쌤 한 명씩, 분야랑 이름이랑 총합으로 뽑아줄래? 총합 같으면 이름 빠른 쌤
-- en: For each field, the trainer whose lessons burnt the most calories in total, the first by name if equal: field, name, total.
WITH total AS (SELECT trainer.field, trainer.name, SUM(lesson.kcal) AS burnt FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id GROUP BY trainer.id), ranked AS (SELECT field, name, burnt, ROW_NUMBER() OVER (PARTITION BY field ORDER BY burnt DESC, name) AS place FROM total) SELECT field, name, burnt FROM ranked WHERE place = 1;

-- 이용권별로 제일 열심히 나온 회원 둘씩 골라 줘. 이용권, 이름, 출석 횟수로 하고 횟수 같으면 이름 가나다순
-- en: The two members with the most visits for each pass: pass, name, visits; ties by name.
WITH ranked AS (SELECT pass, name, visits, ROW_NUMBER() OVER (PARTITION BY pass ORDER BY visits DESC, name) AS place FROM member) SELECT pass, name, visits FROM ranked WHERE place <= 2;

-- 작년 월별 수업 건수에 바로 앞 달 대비 증감 붙여 줘요. 수업 있던 달끼리만 비교하고 맨 처음 달 증감은 비워 두고요
-- en: Lessons in each month of last year that had any, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', held) AS month, COUNT(*) AS number FROM lesson WHERE strftime('%Y', held) = '2025' GROUP BY strftime('%Y-%m', held)) SELECT month, number, number - LAG(number) OVER (ORDER BY month) FROM monthly;

-- 올해 1월부터 5월까지 신규 등록이 작년 같은 다섯 달보다 몇 명 늘었나요, 줄었으면 음수로
-- en: By how many did new members from January to May grow over the same months of last year? Negative if they fell.
SELECT SUM(CASE WHEN joined >= '2026-01-01' AND joined <= '2026-05-31' THEN 1 ELSE 0 END) - SUM(CASE WHEN joined >= '2025-01-01' AND joined <= '2025-05-31' THEN 1 ELSE 0 END) FROM member;

-- 회원 한 명이 수업 듣고 다음 수업 듣기까지 평균 며칠 걸려?
-- en: How many days pass on average between one lesson and the next of the same member?
WITH gaps AS (SELECT julianday(held) - julianday(LAG(held) OVER (PARTITION BY member_id ORDER BY held)) AS days FROM lesson) SELECT AVG(days) FROM gaps;

-- 수업으로 태운 열량이 합쳐서 2000kcal 넘는 회원 이름이랑 합계, 많이 태운 순이요. 똑같으면 이름순
-- en: Members who burnt more than 2,000 kcal in lessons altogether, most first, ties by name.
SELECT member.name, SUM(lesson.kcal) FROM lesson JOIN member ON lesson.member_id = member.id GROUP BY member.id HAVING SUM(lesson.kcal) > 2000 ORDER BY SUM(lesson.kcal) DESC, member.name;

-- 자기 분야 평균보다 수업료 비싼 쌤이 몇 명인지 세 봐
-- en: How many trainers charge more than the average of their field?
SELECT COUNT(*) FROM trainer WHERE fee > (SELECT AVG(other.fee) FROM trainer AS other WHERE other.field = trainer.field);

-- 같은 쌤한테 두 번 이상 배운 회원, 그 쌤 이름, 횟수 이렇게 보여줘
-- en: Members who took two or more lessons with the same trainer: member, trainer, how many.
SELECT member.name, trainer.name, COUNT(*) FROM lesson JOIN member ON lesson.member_id = member.id JOIN trainer ON lesson.trainer_id = trainer.id GROUP BY member.id, trainer.id HAVING COUNT(*) >= 2;

-- 가슴도 하고 하체도 해 본 회원 몇 명?
-- en: How many members trained both chest and legs?
SELECT COUNT(*) FROM member WHERE id IN (SELECT member_id FROM lesson WHERE part = '가슴') AND id IN (SELECT member_id FROM lesson WHERE part = '하체');

-- 마지막 수업 들은 지 반년 넘은 회원 이름하고 마지막 수업 날짜요. 수업 들은 적 있는 분만
-- en: Members whose last lesson is more than six months ago, with its date.
SELECT member.name, MAX(lesson.held) FROM lesson JOIN member ON lesson.member_id = member.id GROUP BY member.id HAVING MAX(lesson.held) < date('2026-05-31', '-6 months');

-- 출석이 하루 평균으로 제일 잦은 회원이 누구지, 출석 횟수를 등록하고 오늘까지 지난 날수로 나눠 봐
-- en: Which member comes most often per day: visits over the days since joining?
SELECT name FROM member ORDER BY visits / (julianday('2026-05-31') - julianday(joined)) DESC LIMIT 1;

-- 재작년에 들어온 회원 가운데 올해도 수업 듣는 사람이 몇 퍼센트나 됩니까?
-- en: What percentage of the members who joined the year before last took a lesson this year?
SELECT ROUND(100.0 * SUM(CASE WHEN id IN (SELECT member_id FROM lesson WHERE strftime('%Y', held) = '2026') THEN 1 ELSE 0 END) / COUNT(*), 1) FROM member WHERE strftime('%Y', joined) = '2024';

-- 트레이너별로 담당해 본 회원이 몇 명인지(사람 수로), 여섯 명 넘는 분만 많은 쪽부터. 같으면 이름순으로 부탁해요
-- en: Trainers who taught more than six different members, and how many, most first, ties by name.
SELECT trainer.name, COUNT(DISTINCT lesson.member_id) FROM lesson JOIN trainer ON lesson.trainer_id = trainer.id GROUP BY trainer.id HAVING COUNT(DISTINCT lesson.member_id) > 6 ORDER BY COUNT(DISTINCT lesson.member_id) DESC, trainer.name;
