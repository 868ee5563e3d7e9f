-- 차 제일 많이 굴리는 대리점 어디야
-- en: Which branch office runs the most vehicles?
SELECT name FROM branch ORDER BY trucks DESC LIMIT 1;

-- 수도권 맡고 있는 대리점 이름 다 알려 주세요
-- en: Names of the branch offices in charge of the capital area.
SELECT name FROM branch WHERE region = '수도권';

-- 아직 고객 손에 안 들어간 짐이 몇 개나 남았어?
-- en: How many parcels have not been delivered yet?
SELECT COUNT(*) FROM parcel WHERE arrived IS NULL;

-- 전기차 모는 기사님들 성함 좀 뽑아 줘요, 충전 카드 나눠 드리게
-- en: Names of the couriers who drive an electric truck.
SELECT name FROM courier WHERE vehicle = '전기 탑차';

-- 하루에 300개 넘게 돌리는 사람이 몇 명이지? 과로 관리 대상이라
-- en: How many couriers handle more than 300 parcels a day?
SELECT COUNT(*) FROM courier WHERE daily > 300;

-- 여태 접수된 것 중에 제일 무거운 게 몇 킬로였나요
-- en: How many kilograms did the heaviest parcel weigh?
SELECT MAX(weight) FROM parcel;

-- 이번 달 들어온 소포가 총 몇 건이에요?
-- en: How many parcels were received this month?
SELECT COUNT(*) FROM parcel WHERE strftime('%Y-%m', sent) = '2026-04';

-- 어떤 물건들이 주로 오가? 종류만 보여 줘
-- en: Which kinds of contents are there?
SELECT DISTINCT item FROM parcel;

-- 옷 택배비 평균 얼마꼴이에요? 쇼핑몰 배송비 정하는 중이라
-- en: How much is the freight charge for clothes on average?
SELECT AVG(fee) FROM parcel WHERE item = '의류';

-- 계약한 날이 안 적힌 기사가 누군지 확인 바랍니다. 서류 다시 받아야 합니다
-- en: Which couriers have no contract date on record?
SELECT name FROM courier WHERE joined IS NULL;

-- 작업장이 200평도 안 되는 대리점 이름하고 평수
-- en: Name and depot area of the branch offices with less than 200 pyeong.
SELECT name, area FROM branch WHERE area < 200;

-- 올해 새로 들어온 기사 몇명이에요?
-- en: How many couriers were contracted this year?
SELECT COUNT(*) FROM courier WHERE strftime('%Y', joined) = '2026';

-- 20kg 이상 나가는 짐 중에 가전이 몇 건이나 되나
-- en: How many parcels of 20 kg or more are electronics?
SELECT COUNT(*) FROM parcel WHERE weight >= 20 AND item = '전자제품';

-- 책이랑 화장품 운임 합계가 각각 얼마인지 보여 주실 수 있나요
-- en: The total freight charge for books and for cosmetics.
SELECT item, SUM(fee) FROM parcel WHERE item IN ('도서', '화장품') GROUP BY item;

-- 이름에 '로지스' 들어간 대리점들, 어느 권역 담당이야? 상호랑 같이
-- en: Name and area served of the branch offices with Logis in their name.
SELECT name, region FROM branch WHERE name LIKE '%로지스%';

-- 우리 회사 차가 다 합치면 몇 대야? 보험 갱신해야 하는데
-- en: How many vehicles do we have in total?
SELECT SUM(trucks) FROM branch;

-- 제일 오래 일한 기사님 누구예요, 언제 계약했는지도요
-- en: Which courier was contracted first, and when?
SELECT name, joined FROM courier WHERE joined IS NOT NULL ORDER BY joined LIMIT 1;

-- 설 대목이던 2월에, 올해 말이야, 들어온 식품이 몇 건?
-- en: How many food parcels were received in February of this year?
SELECT COUNT(*) FROM parcel WHERE item = '식품' AND strftime('%Y-%m', sent) = '2026-02';

-- 만 원 넘게 받은 운임만 더하면 얼마예요
-- en: What do the freight charges over 10,000 won add up to?
SELECT SUM(fee) FROM parcel WHERE fee > 10000;

-- 받는 분이 부재중이라 반송된 소포 몇 건이에요?
-- en: How many parcels were returned because the recipient was away?
SELECT '답할 수 없음';

-- 차종별로 기사가 몇 명씩인지 세어 줘, 정비 계약 다시 하려고
-- en: Count the couriers by vehicle.
SELECT vehicle, COUNT(*) FROM courier GROUP BY vehicle;

-- 권역마다 대리점 작업장이 평균 몇 평인지 넓은 순으로
-- en: Average depot area by area served, largest first.
SELECT region, AVG(area) FROM branch GROUP BY region ORDER BY AVG(area) DESC;

-- 영남 쪽 대리점 소속 기사가 모두 몇 명이야?
-- en: How many couriers belong to branch offices in Yeongnam?
SELECT COUNT(*) FROM courier JOIN branch ON courier.branch_id = branch.id WHERE branch.region = '영남권';

-- 기사별로 여태 받은 운임 총액 톱5, 이름이랑 금액 주세요
-- en: The five couriers with the highest total freight charges, name and amount.
SELECT courier.name, SUM(parcel.fee) FROM parcel JOIN courier ON parcel.courier_id = courier.id GROUP BY courier.id ORDER BY SUM(parcel.fee) DESC LIMIT 5;

-- 맡기고 나서 도착까지 평균 며칠 걸려요?
-- en: How many days pass on average between receipt and delivery?
SELECT AVG(julianday(arrived) - julianday(sent)) FROM parcel WHERE arrived IS NOT NULL;

-- 접수하고 일주일 넘게 걸려서 배달된 게 몇 건이나 있었는지 알고 싶습니다
-- en: How many parcels took more than a week from receipt to delivery?
SELECT COUNT(*) FROM parcel WHERE julianday(arrived) - julianday(sent) > 7;

-- 경승합차로 나른 소포는 평균 몇 kg이었어? 작은 차라 무리하는 거 아닌가 싶어서
-- en: How much did the parcels carried by minivan weigh on average?
SELECT AVG(parcel.weight) FROM parcel JOIN courier ON parcel.courier_id = courier.id WHERE courier.vehicle = '경승합차';

-- 작년 한 해 월별 접수 건수, 1월부터 순서대로. 접수 없던 달은 빼도 됨
-- en: Parcels received in each month of last year, in order, leaving out months without any.
SELECT strftime('%Y-%m', sent), COUNT(*) FROM parcel WHERE strftime('%Y', sent) = '2025' GROUP BY strftime('%Y-%m', sent) ORDER BY strftime('%Y-%m', sent);

-- 품목마다 평균 무게랑 평균 요금을 나란히 보고 싶은데요
-- en: Average weight and average freight charge by contents.
SELECT item, AVG(weight), AVG(fee) FROM parcel GROUP BY item;

-- 소속 기사가 한 명도 없는 대리점이 어디죠?
-- en: Which branch offices have no courier?
SELECT name FROM branch WHERE id NOT IN (SELECT branch_id FROM courier);

-- 최근 석 달 동안 호남권 기사들이 받아 온 짐이 몇 개예요
-- en: How many parcels were received in the last three months by couriers of Honam?
SELECT COUNT(*) FROM parcel JOIN courier ON parcel.courier_id = courier.id JOIN branch ON courier.branch_id = branch.id WHERE branch.region = '호남권' AND parcel.sent >= date('2026-04-30', '-3 months');

-- 대리점별 기사 수, 기사 없는 곳도 0으로 다 나와야 해요
-- en: Every branch office with its number of couriers, 0 included.
SELECT branch.name, COUNT(courier.id) FROM branch LEFT JOIN courier ON courier.branch_id = branch.id GROUP BY branch.id;

-- 일요일에 배달된 소포도 있나, 있으면 몇 건
-- en: How many parcels were delivered on a Sunday?
SELECT COUNT(*) FROM parcel WHERE strftime('%w', arrived) = '0';

-- 접수한 지 2주 넘게 지났는데 아직도 안 온 짐들, 담당 기사 이름이랑 접수 날짜 뽑아 줘
-- en: Courier and receipt date of the parcels received more than two weeks ago and still undelivered.
SELECT courier.name, parcel.sent FROM parcel JOIN courier ON parcel.courier_id = courier.id WHERE parcel.arrived IS NULL AND parcel.sent < date('2026-04-30', '-14 days');

-- 10킬로 넘는 전자제품 맡아 본 기사가 몇 명인지, 같은 사람은 한 번만 쳐서
-- en: How many couriers ever carried electronics over 10 kg? Each once.
SELECT COUNT(DISTINCT courier_id) FROM parcel WHERE item = '전자제품' AND weight > 10;

-- 미배송률이 지금 몇 퍼센트야? 전체 소포 대비
-- en: What percentage of all parcels is undelivered?
SELECT ROUND(100.0 * SUM(CASE WHEN arrived IS NULL THEN 1 ELSE 0 END) / COUNT(*), 1) FROM parcel;

-- 권역별로 운임 매출이 얼마고 전체에서 몇 퍼센트인지, 많이 번 데부터 주세요
-- en: Freight charges by area served and their share of the total, highest first.
SELECT branch.region, SUM(parcel.fee), ROUND(100.0 * SUM(parcel.fee) / (SELECT SUM(fee) FROM parcel), 1) FROM parcel JOIN courier ON parcel.courier_id = courier.id JOIN branch ON courier.branch_id = branch.id GROUP BY branch.region ORDER BY SUM(parcel.fee) DESC;

-- 보유 차량 한 대가 작업장을 몇 평씩 쓰는 셈인지, 제일 비좁은 대리점 세 곳 이름만
-- en: The three branch offices with the least depot area per vehicle.
SELECT name FROM branch ORDER BY 1.0 * area / trucks LIMIT 3;

-- 같은 차종 기사들 평균보다 하루 물량이 많은 기사는 몇 명이나 될까요
-- en: How many couriers handle more parcels a day than the average for their vehicle?
SELECT COUNT(*) FROM courier WHERE daily > (SELECT AVG(other.daily) FROM courier AS other WHERE other.vehicle = courier.vehicle);

-- 차종별 에이스 두 명씩 뽑자. 하루 물량 기준, 물량 같으면 이름순. 차종이랑 이름, 물량
-- en: The two couriers with the most parcels a day for each vehicle, ties by name: vehicle, name, parcels.
WITH ranked AS (SELECT vehicle, name, daily, ROW_NUMBER() OVER (PARTITION BY vehicle ORDER BY daily DESC, name) AS place FROM courier) SELECT vehicle, name, daily FROM ranked WHERE place <= 2;

-- 접수월별 운임 합계하고 앞달 대비 증감 부탁드려요. 올해 것만, 접수 있는 달끼리 비교하고 1월은 빈칸으로
-- en: Freight charges by month of receipt this year with the change from the previous month that has any, January left empty.
WITH monthly AS (SELECT strftime('%Y-%m', sent) AS month, SUM(fee) AS total FROM parcel WHERE strftime('%Y', sent) = '2026' GROUP BY strftime('%Y-%m', sent)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 품목 여섯 가지 중에 다섯 가지 이상을 날라 본 기사 이름
-- en: Couriers who carried five or more of the six kinds of contents.
SELECT courier.name FROM parcel JOIN courier ON parcel.courier_id = courier.id GROUP BY courier.id HAVING COUNT(DISTINCT parcel.item) >= 5;

-- kg당 요금이 제일 비싸게 먹힌 품목이 뭐야? 품목별 운임 합을 무게 합으로 나눠서
-- en: Which contents cost most per kilogram, total charges over total weight?
SELECT item FROM parcel GROUP BY item ORDER BY 1.0 * SUM(fee) / SUM(weight) DESC LIMIT 1;

-- 작년에는 짐을 받았는데 올해는 한 건도 없는 기사님이 계신가요? 성함 알려 주세요
-- en: Couriers with parcels received last year but none this year.
SELECT name FROM courier WHERE id IN (SELECT courier_id FROM parcel WHERE strftime('%Y', sent) = '2025') AND id NOT IN (SELECT courier_id FROM parcel WHERE strftime('%Y', sent) = '2026');

-- 기사마다 가장 최근에 접수한 소포가 무슨 품목이었는지 좀. 같은 날이면 번호가 큰 쪽으로
-- en: For each courier the contents of the parcel received last; on the same day, the one with the higher number.
WITH latest AS (SELECT courier_id, item, ROW_NUMBER() OVER (PARTITION BY courier_id ORDER BY sent DESC, id DESC) AS place FROM parcel) SELECT courier.name, latest.item FROM latest JOIN courier ON latest.courier_id = courier.id WHERE latest.place = 1;

-- 나른 무게를 다 더해서 50kg 넘는 기사, 이름하고 총무게를 무거운 사람부터 적어 줘요
-- en: Couriers whose parcels weigh more than 50 kg in total, heaviest first, with the weight.
SELECT courier.name, SUM(parcel.weight) FROM parcel JOIN courier ON parcel.courier_id = courier.id GROUP BY courier.id HAVING SUM(parcel.weight) > 50 ORDER BY SUM(parcel.weight) DESC;

-- 배송 사흘 안에 끝낸 비율을 권역별로 퍼센트 내 줘. 아직 안 끝난 건은 빼고 따져
-- en: Percentage of delivered parcels that took at most three days, by area served.
SELECT branch.region, ROUND(100.0 * SUM(CASE WHEN julianday(parcel.arrived) - julianday(parcel.sent) <= 3 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM parcel JOIN courier ON parcel.courier_id = courier.id JOIN branch ON courier.branch_id = branch.id WHERE parcel.arrived IS NOT NULL GROUP BY branch.region;

-- 한 기사한테 접수가 끊겼던 기간 중 최장이 며칠이에요? 접수와 다음 접수 사이 기준으로
-- en: What is the longest gap in days between one receipt and the next by the same courier?
WITH gaps AS (SELECT julianday(sent) - julianday(LAG(sent) OVER (PARTITION BY courier_id ORDER BY sent)) AS days FROM parcel) SELECT MAX(days) FROM gaps;

-- 자기 품목 평균 요금의 1.5배 넘게 받은 소포가 몇 건 있는지 감사팀에서 물어봅니다
-- en: How many parcels cost more than 1.5 times the average charge for their contents?
SELECT COUNT(*) FROM parcel WHERE fee > 1.5 * (SELECT AVG(other.fee) FROM parcel AS other WHERE other.item = parcel.item);

-- 올 1분기 접수 건수가 작년 1분기보다 몇 퍼센트 늘었나, 줄었으면 음수로
-- en: By what percentage did parcels received in the first quarter grow over last year's? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN sent >= '2026-01-01' AND sent <= '2026-03-31' THEN 1 ELSE 0 END) - SUM(CASE WHEN sent >= '2025-01-01' AND sent <= '2025-03-31' THEN 1 ELSE 0 END)) / SUM(CASE WHEN sent >= '2025-01-01' AND sent <= '2025-03-31' THEN 1 ELSE 0 END), 1) FROM parcel;

-- 5kg 미만, 5kg 이상 15kg 미만, 15kg 이상으로 나눠서 '소', '중', '대'라고 붙이고 건수랑 평균 운임 좀
-- en: Parcels under 5 kg, from 5 to under 15 kg and from 15 kg, labelled small, middle, large: count and average charge.
SELECT CASE WHEN weight < 5 THEN '소' WHEN weight < 15 THEN '중' ELSE '대' END, COUNT(*), AVG(fee) FROM parcel GROUP BY CASE WHEN weight < 5 THEN '소' WHEN weight < 15 THEN '중' ELSE '대' END;

-- 맡은 소포가 전부 배달 완료된 기사만 골라 이름이랑 건수요. 한 건도 안 맡은 사람은 빼고, 표창 후보거든요
-- en: Couriers all of whose parcels were delivered, with their number, those without any left out.
SELECT courier.name, COUNT(*) FROM parcel JOIN courier ON parcel.courier_id = courier.id GROUP BY courier.id HAVING COUNT(*) = COUNT(parcel.arrived);
