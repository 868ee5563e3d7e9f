-- 고양이 몇 마리나 있어요?
-- en: How many cats are there?
SELECT COUNT(*) FROM animal WHERE species = '고양이';

-- 제일 덩치 큰 애는 몇 킬로야
-- en: How many kilograms does the heaviest animal weigh?
SELECT MAX(weight) FROM animal;

-- 경기도 보호소들 이름이랑 몇 마리까지 받을 수 있는지 알려 주세요
-- en: Shelters in Gyeonggi, name and how many animals they can take.
SELECT name, capacity FROM shelter WHERE sido = '경기';

-- 치료받고 있는 강아지가 몇 마리야?
-- en: How many dogs are under treatment?
SELECT COUNT(*) FROM animal WHERE species = '개' AND state = '치료 중';

-- 몸무게 아직 못 잰 동물 몇마리예요? 체중계 들고 한 바퀴 돌게요
-- en: How many animals have not been weighed yet?
SELECT COUNT(*) FROM animal WHERE weight IS NULL;

-- 여태 좋은 집 만나서 나간 아이들이 총 몇 마리인지요
-- en: How many animals have been adopted so far?
SELECT COUNT(*) FROM animal WHERE state = '입양';

-- 열 살 넘은 노령 개들 평균 몇 kg이나 나가나요, 사료 맞추려고
-- en: How much do dogs over ten years weigh on average?
SELECT AVG(weight) FROM animal WHERE species = '개' AND age > 10;

-- 봉사 제일 오래 하신 분 성함하고 몇 시간인지 알려주세요, 공동이면 다요
-- en: Who has volunteered the most hours, and how many? All that share it.
SELECT name, hours FROM volunteer WHERE hours = (SELECT MAX(hours) FROM volunteer);

-- 산책 맡아 주시는 봉사자 명단
-- en: Volunteers who walk the animals.
SELECT name FROM volunteer WHERE job = '산책';

-- 할 일이 아직 안 정해진 봉사자분들 누구누구 있어?
-- en: Which volunteers have no job assigned yet?
SELECT name FROM volunteer WHERE job IS NULL;

-- 가장 나중에 생긴 보호소가 어디예요
-- en: Which shelter opened last?
SELECT name FROM shelter ORDER BY opened DESC LIMIT 1;

-- 작년에 구조한 게 전부 몇 마리였지, 시청에 보고해야 되는데
-- en: How many animals were rescued last year?
SELECT COUNT(*) FROM animal WHERE strftime('%Y', found) = '2025';

-- 100마리 이상 수용할 수 있는 데가 몇 곳이나 되나요
-- en: How many shelters can hold 100 animals or more?
SELECT COUNT(*) FROM shelter WHERE capacity >= 100;

-- 중성화 안 된 애들은 몇 마리예요?
-- en: How many animals are not neutered?
SELECT '답할 수 없음';

-- 서울 보호소 토끼들 중에 지금 임시 보호 나가 있는 애가 몇 마리예요?
-- en: How many rabbits of Seoul shelters are in foster care now?
SELECT COUNT(*) FROM animal JOIN shelter ON animal.shelter_id = shelter.id WHERE shelter.sido = '서울' AND animal.species = '토끼' AND animal.state = '임시 보호';

-- 축종별로 나이 평균이 몇 살인지 어린 쪽부터
-- en: Average age by species, youngest first.
SELECT species, AVG(age) FROM animal GROUP BY species ORDER BY AVG(age);

-- 보호소마다 등록된 동물 수 좀 세 줘, 없는 데도 0으로 나오게
-- en: Number of animals registered at each shelter, with 0 where there are none.
SELECT shelter.name, COUNT(animal.id) FROM shelter LEFT JOIN animal ON animal.shelter_id = shelter.id GROUP BY shelter.id;

-- 봉사자가 한 명도 없는 곳 이름 알려주세요. 저희 동아리가 그리로 가려고요
-- en: Shelters without any volunteer.
SELECT name FROM shelter WHERE id NOT IN (SELECT shelter_id FROM volunteer);

-- 개 입양률이 고양이 입양률보다 높아? 개랑 고양이 각각 몇 퍼센트가 입양 갔는지만
-- en: What percentage of dogs and of cats was adopted?
SELECT species, ROUND(100.0 * SUM(CASE WHEN state = '입양' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM animal WHERE species IN ('개', '고양이') GROUP BY species;

-- 시도별 봉사 시간 합계를 많은 순으로 정리 부탁드립니다
-- en: Total volunteer hours by province, most first.
SELECT shelter.sido, SUM(volunteer.hours) FROM volunteer JOIN shelter ON volunteer.shelter_id = shelter.id GROUP BY shelter.sido ORDER BY SUM(volunteer.hours) DESC;

-- 입양 간 아이들 빼고, 보호소에 제일 오래 있는 애는 구조된 지 오늘로 며칠째야?
-- en: Leaving out adopted animals, how many days ago as of today was the rescue of the animal that has been here longest?
SELECT MAX(julianday('2026-03-31') - julianday(found)) FROM animal WHERE state <> '입양';

-- 2025년에 달마다 몇 마리씩 구조됐는지 1월부터 쭉. 구조 없는 달은 빼고
-- en: Animals rescued in each month of 2025, from January on, without months that had none.
SELECT strftime('%Y-%m', found), COUNT(*) FROM animal WHERE strftime('%Y', found) = '2025' GROUP BY strftime('%Y-%m', found) ORDER BY strftime('%Y-%m', found);

-- 시도마다 정원 큰 보호소 한 곳씩 시도, 이름, 정원 순으로 주세요. 정원이 같으면 먼저 문 연 곳으로
-- en: For each province the shelter with the largest capacity: province, name, capacity; at the same capacity the one that opened first.
WITH ranked AS (SELECT sido, name, capacity, ROW_NUMBER() OVER (PARTITION BY sido ORDER BY capacity DESC, opened) AS place FROM shelter) SELECT sido, name, capacity FROM ranked WHERE place = 1;

-- 강아지 고양이 토끼 다 있는 보호소 어디야? 애들이 셋 다 보고 싶대. 지금 보호 중인 것만 쳐 줘
-- en: Which shelters have dogs, cats and rabbits, counting only animals kept there now?
SELECT shelter.name FROM animal JOIN shelter ON animal.shelter_id = shelter.id WHERE animal.species IN ('개', '고양이', '토끼') AND animal.state = '보호 중' GROUP BY shelter.id HAVING COUNT(DISTINCT animal.species) = 3;

-- 자기네 축종 평균보다 무거운 동물이 전부 몇 마리인가요
-- en: How many animals weigh more than the average of their species?
SELECT COUNT(*) FROM animal WHERE weight > (SELECT AVG(other.weight) FROM animal AS other WHERE other.species = animal.species);

-- 봉사 시간 다 더해서 300시간 넘는 보호소랑 그 시간, 감사패 전달하려고요
-- en: Shelters whose volunteers have given more than 300 hours together, and the hours.
SELECT shelter.name, SUM(volunteer.hours) FROM volunteer JOIN shelter ON volunteer.shelter_id = shelter.id GROUP BY shelter.id HAVING SUM(volunteer.hours) > 300;

-- 정원 대비 등록된 동물이 몇 퍼센트 찼는지 보호소별로 뽑아 줘, 입양 간 애들은 빼고. 꽉 찬 데부터, 동물 없는 데는 안 나와도 돼
-- en: How full each shelter is in percent, without adopted animals, fullest first; shelters without animals may be left out.
SELECT shelter.name, ROUND(100.0 * COUNT(*) / shelter.capacity, 1) FROM animal JOIN shelter ON animal.shelter_id = shelter.id WHERE animal.state <> '입양' GROUP BY shelter.id ORDER BY 1.0 * COUNT(*) / shelter.capacity DESC;

-- 맡은 업무별로 평균 몇 시간씩 봉사하는지, 업무 안 적힌 분은 빼 주세요
-- en: Average hours by job, leaving out volunteers without one.
SELECT job, AVG(hours) FROM volunteer WHERE job IS NOT NULL GROUP BY job;

-- 최근 6개월 구조된 동물들 중 지금 치료받는 비율이 몇 퍼센트나 됩니까
-- en: Of the animals rescued in the last six months, what percentage is under treatment now?
SELECT ROUND(100.0 * SUM(CASE WHEN state = '치료 중' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM animal WHERE found >= date('2026-03-31', '-6 months');

-- 구조된 동물이 제일 몰린 달이 언제고 몇 마리였나, 여태 통틀어. 공동 1위인 달이 또 있으면 그것도
-- en: In which month were the most animals rescued ever, and how many? All that share it.
WITH monthly AS (SELECT strftime('%Y-%m', found) AS month, COUNT(*) AS animals FROM animal GROUP BY strftime('%Y-%m', found)) SELECT month, animals FROM monthly WHERE animals = (SELECT MAX(animals) FROM monthly);
