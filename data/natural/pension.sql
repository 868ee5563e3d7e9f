-- 평점 제일 좋은 펜션 어디예요? 같은 점수면 다 알려 주세요, 부모님 환갑이라
-- en: Which pensions have the best rating? All that share it.
SELECT name FROM pension WHERE rating = (SELECT MAX(rating) FROM pension);

-- 강릉에 있는 데 이름 다 보여 줘
-- en: Names of all the pensions in Gangneung.
SELECT name FROM pension WHERE region = '강릉';

-- 가평은 몇 군데나 올라와 있어?
-- en: How many pensions are listed in Gapyeong?
SELECT COUNT(*) FROM pension WHERE region = '가평';

-- 차 20대 넘게 댈 수 있는 펜션 있을까요, 동호회에서 각자 차 끌고 가요
-- en: Which pensions have room for more than 20 cars?
SELECT name FROM pension WHERE parking > 20;

-- 아직 별점이 안 달린 집이 어디지
-- en: Which pension has no rating yet?
SELECT name FROM pension WHERE rating IS NULL;

-- 하룻밤에 10만원도 안 하는 방 몇 개 있나요
-- en: How many rooms cost less than 100,000 won a night?
SELECT COUNT(*) FROM room WHERE price < 100000;

-- 열두 명 이상 들어가는 방이 뭐뭐야? 방 이름이랑 몇 명까지 되는지
-- en: Rooms for twelve or more people, with how many they hold.
SELECT name, capacity FROM room WHERE capacity >= 12;

-- 방 형태는 어떤 것들이 있는지 궁금해요
-- en: Which types of room are there?
SELECT DISTINCT kind FROM room;

-- 독채 하루 빌리는 데 평균 얼마쯤?
-- en: How much does a detached house cost a night on average?
SELECT AVG(price) FROM room WHERE kind = '독채형';

-- 제일 비싼 방이 1박에 얼마까지 하나
-- en: How much does the most expensive room cost a night?
SELECT MAX(price) FROM room;

-- 30평 넘는 스파방 이름하고 평수 알려줄 수 있어요?
-- en: Name and area of the spa rooms over 30 pyeong.
SELECT name, area FROM room WHERE kind = '스파형' AND area > 30;

-- 이번달 들어온 손님 몇팀이야? 체크인 날짜 기준
-- en: How many bookings check in this month?
SELECT COUNT(*) FROM booking WHERE strftime('%Y-%m', checkin) = '2026-08';

-- 전화로 받은 예약이 여태 몇 건인지 세어 주세요
-- en: How many bookings came by phone?
SELECT COUNT(*) FROM booking WHERE channel = '전화';

-- 바비큐 신청한 예약들 매출 합계 얼마예요
-- en: What do the bookings with a barbecue come to?
SELECT SUM(amount) FROM booking WHERE extra = '바비큐';

-- 부가 옵션 하나도 안 고른 예약 건수 좀 봐 줘
-- en: How many bookings have no extra service?
SELECT COUNT(*) FROM booking WHERE extra IS NULL;

-- 5박 이상 묵고 간 장기 손님이 몇 건 있었죠?
-- en: How many bookings were for five nights or more?
SELECT COUNT(*) FROM booking WHERE nights >= 5;

-- '숲속'으로 시작하는 펜션들 주차 자리 다 더하면 몇 대?
-- en: How many parking spaces do the pensions whose names begin with Supsok have in total?
SELECT SUM(parking) FROM pension WHERE name LIKE '숲속%';

-- 작년에 우리가 판 숙박이 총 몇 박이에요?
-- en: How many nights were booked last year in total?
SELECT SUM(nights) FROM booking WHERE strftime('%Y', checkin) = '2025';

-- 강아지 데려가도 되는 펜션 좀 찾아 줘
-- en: Which pensions allow dogs?
SELECT '답할 수 없음';

-- 지금까지 제일 크게 결제된 예약, 어느 채널로 들어왔고 얼마짜리였나요? 동률이면 전부
-- en: The booking channel and amount of the largest booking, ties included.
SELECT channel, amount FROM booking WHERE amount = (SELECT MAX(amount) FROM booking);

-- 제주에 있고 평점 4점 이상인 펜션 이름, 높은 점수부터. 점수가 같으면 가나다순으로요
-- en: Pensions in Jeju rated four or more, best first, ties by name.
SELECT name FROM pension WHERE region = '제주' AND rating >= 4 ORDER BY rating DESC, name;

-- 예약이 어느 채널로 몇 건씩 들어오는지 많은 순으로. 건수 같으면 채널 이름순
-- en: Bookings by channel, most first, ties by channel.
SELECT channel, COUNT(*) FROM booking GROUP BY channel ORDER BY COUNT(*) DESC, channel;

-- 유형별 1박 평균가 비교표 하나 부탁합니다, 비싼 유형부터
-- en: Average price per night by room type, dearest first.
SELECT kind, AVG(price) FROM room GROUP BY kind ORDER BY AVG(price) DESC;

-- 여수에 온돌방이 몇 개 있어? 할머니가 침대를 불편해하셔서
-- en: How many ondol rooms are there in Yeosu?
SELECT COUNT(*) FROM room JOIN pension ON room.pension_id = pension.id WHERE pension.region = '여수' AND room.kind = '온돌형';

-- 양평에서 8명 넘게 잘 수 있는 복층 방, 펜션 이름하고 방 이름 주세요
-- en: Pension and room of the loft rooms in Yangpyeong for more than eight people.
SELECT pension.name, room.name FROM room JOIN pension ON room.pension_id = pension.id WHERE pension.region = '양평' AND room.kind = '복층형' AND room.capacity > 8;

-- 펜션마다 방이 몇 개인지 쭉 뽑아 줘, 방 등록 안 된 집은 빼고
-- en: The number of rooms of each pension that has any.
SELECT pension.name, COUNT(*) FROM room JOIN pension ON room.pension_id = pension.id GROUP BY pension.id;

-- 매출 상위 다섯 펜션 상호랑 결제액 합계 보고해 주십시오
-- en: The five pensions with the highest total payments, name and total.
SELECT pension.name, SUM(booking.amount) FROM booking JOIN room ON booking.room_id = room.id JOIN pension ON room.pension_id = pension.id GROUP BY pension.id ORDER BY SUM(booking.amount) DESC LIMIT 5;

-- 작년 월별 예약 건수가 어떻게 되나요? 1월부터, 예약 없던 달은 빼고요
-- en: Bookings in each month of last year by check-in, in order, leaving out months without any.
SELECT strftime('%Y-%m', checkin), COUNT(*) FROM booking WHERE strftime('%Y', checkin) = '2025' GROUP BY strftime('%Y-%m', checkin) ORDER BY strftime('%Y-%m', checkin);

-- 금요일이나 토요일에 들어오는 예약이 몇 건이야, 주말 인력 짜야 해서
-- en: How many bookings check in on a Friday or Saturday?
SELECT COUNT(*) FROM booking WHERE strftime('%w', checkin) IN ('5', '6');

-- 지역별로 예약 한 건에 평균 얼마를 쓰고 가는지 알고 싶어요
-- en: Average payment per booking by region.
SELECT pension.region, AVG(booking.amount) FROM booking JOIN room ON booking.room_id = room.id JOIN pension ON room.pension_id = pension.id GROUP BY pension.region;

-- 예약이 한 번도 안 들어온 방이 몇 개나 되지? 사진이 별로인가
-- en: How many rooms were never booked?
SELECT COUNT(*) FROM room WHERE id NOT IN (SELECT room_id FROM booking);

-- 최근 석 달 동안 손님이 아예 없었던 펜션 이름 알려 줘요. 체크인 날로 따져서
-- en: Pensions without any check-in in the last three months.
SELECT name FROM pension WHERE id NOT IN (SELECT room.pension_id FROM booking JOIN room ON booking.room_id = room.id WHERE booking.checkin >= date('2026-08-20', '-3 months'));

-- 조식 먹고 간 손님들은 평균 몇 박이나 했을까?
-- en: How many nights did guests with breakfast stay on average?
SELECT AVG(nights) FROM booking WHERE extra = '조식';

-- 모든 방 이름에 예약 횟수 붙여 주세요. 없으면 0
-- en: Every room with its number of bookings, 0 included.
SELECT room.name, COUNT(booking.id) FROM room LEFT JOIN booking ON booking.room_id = room.id GROUP BY room.id;

-- 한 사람당 요금이 제일 싼 방 세 개, 꽉 채워 잔다 치고. 방 이름만요
-- en: The three rooms with the lowest price per person when full.
SELECT name FROM room ORDER BY 1.0 * price / capacity LIMIT 3;

-- 전체 예약에서 홈페이지 직접 예약이 몇 퍼센트예요? 수수료 아끼려고 밀고 있거든요
-- en: What percentage of all bookings came through our own website?
SELECT ROUND(100.0 * SUM(CASE WHEN channel = '홈페이지' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM booking;

-- 채널별로 매출 비중을 퍼센트로 계산해서 큰 데부터 늘어놔 봐
-- en: The share of each booking channel in all payments, in percent, largest first.
SELECT channel, ROUND(100.0 * SUM(amount) / (SELECT SUM(amount) FROM booking), 1) FROM booking GROUP BY channel ORDER BY SUM(amount) DESC;

-- 지역마다 1박에 제일 비싼 방이 뭔지요. 지역, 펜션, 방, 요금까지요. 공동이면 다 적어 주세요
-- en: The most expensive room per night in each region, ties included: region, pension, room, price.
WITH ranked AS (SELECT pension.region, pension.name AS house, room.name, room.price, RANK() OVER (PARTITION BY pension.region ORDER BY room.price DESC) AS place FROM room JOIN pension ON room.pension_id = pension.id) SELECT region, house, name, price FROM ranked WHERE place = 1;

-- 입실일로 쳐서 올해 월별 매출하고 전월 대비 증감액 좀 보자. 예약 있던 달끼리만 비교하고 맨 처음 달 증감은 비움
-- en: Payments in each month of this year with bookings, with the change from the previous such month, the first empty.
WITH monthly AS (SELECT strftime('%Y-%m', checkin) AS month, SUM(amount) AS total FROM booking WHERE strftime('%Y', checkin) = '2026' GROUP BY strftime('%Y-%m', checkin)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 요금표대로면 숙박 일수 곱하기 1박 요금인데 그보다 싸게 결제된 예약이 몇 건이에요?
-- en: For how many bookings was less paid than nights times the price per night?
SELECT COUNT(*) FROM booking JOIN room ON booking.room_id = room.id WHERE booking.amount < booking.nights * room.price;

-- 자기 지역 평균보다 별점이 높은 펜션 수는?
-- en: How many pensions are rated above the average of their region?
SELECT COUNT(*) FROM pension WHERE rating > (SELECT AVG(other.rating) FROM pension AS other WHERE other.region = pension.region);

-- 방 종류를 세 가지 이상 갖춘 펜션 상호와 가짓수
-- en: Pensions with three or more types of room, and how many.
SELECT pension.name, COUNT(DISTINCT room.kind) FROM room JOIN pension ON room.pension_id = pension.id GROUP BY pension.id HAVING COUNT(DISTINCT room.kind) >= 3;

-- 작년 여름(6월에서 8월)이랑 견줘 올여름 같은 달들 예약 건수가 몇 퍼센트 늘었는지. 줄었으면 마이너스
-- en: By what percentage did bookings for June to August grow over last year's? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN strftime('%Y-%m', checkin) IN ('2026-06', '2026-07', '2026-08') THEN 1 ELSE 0 END) - SUM(CASE WHEN strftime('%Y-%m', checkin) IN ('2025-06', '2025-07', '2025-08') THEN 1 ELSE 0 END)) / SUM(CASE WHEN strftime('%Y-%m', checkin) IN ('2025-06', '2025-07', '2025-08') THEN 1 ELSE 0 END), 1) FROM booking;

-- 바로 다음 예약 손님이 들어오기 전까지 방이 가장 오래 놀았던 게 며칠인가요? 같은 방의 입실일 사이 간격으로 봐 주세요
-- en: What is the longest gap in days between one check-in and the next for the same room?
WITH gaps AS (SELECT julianday(checkin) - julianday(LAG(checkin) OVER (PARTITION BY room_id ORDER BY checkin)) AS days FROM booking) SELECT MAX(days) FROM gaps;

-- 펜션별 마지막 손님이 언제 들어왔는지, 두 달 넘게 조용한 집만 상호랑 날짜로. 예약이 아예 없는 집은 제외
-- en: Pensions whose last check-in was more than two months ago, with its date; those never booked left out.
SELECT pension.name, MAX(booking.checkin) FROM booking JOIN room ON booking.room_id = room.id JOIN pension ON room.pension_id = pension.id GROUP BY pension.id HAVING MAX(booking.checkin) < date('2026-08-20', '-2 months');

-- 퇴실 날짜 기준으로 올해 7월에 나간 손님이 몇 팀이었죠? 입실일에 숙박 일수를 더하면 되는데
-- en: How many bookings checked out in July of this year, the check-in plus the nights?
SELECT COUNT(*) FROM booking WHERE strftime('%Y-%m', date(checkin, '+' || nights || ' days')) = '2026-07';

-- 포털 예약만 놓고, 누적 결제액 200만원 넘긴 펜션하고 금액
-- en: Pensions with more than two million won in bookings through the portal, and the amount.
SELECT pension.name, SUM(booking.amount) FROM booking JOIN room ON booking.room_id = room.id JOIN pension ON room.pension_id = pension.id WHERE booking.channel = '포털' GROUP BY pension.id HAVING SUM(booking.amount) > 2000000;

-- 예약에 불멍 세트 붙는 비율이 방 유형마다 얼마나 다른지 퍼센트로 부탁드려요
-- en: Percentage of bookings with the campfire set by room type.
SELECT room.kind, ROUND(100.0 * SUM(CASE WHEN booking.extra = '불멍 세트' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM booking JOIN room ON booking.room_id = room.id GROUP BY room.kind;

-- 오늘묵자로 들어온 적은 있어도 모두숙소로는 한 번도 안 들어온 방이 몇 개?
-- en: How many rooms were booked through Oneulmukja but never through Modusukso?
SELECT COUNT(*) FROM room WHERE id IN (SELECT room_id FROM booking WHERE channel = '오늘묵자') AND id NOT IN (SELECT room_id FROM booking WHERE channel = '모두숙소');

-- 유형별로 평당 1박 요금 제일 비싼 방 두 개씩 골라 줘, 유형하고 방 이름. 평당 값이 같으면 이름 빠른 방이 먼저
-- en: The two rooms of each type with the highest price per pyeong: type and room; ties by name.
WITH ranked AS (SELECT kind, name, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY 1.0 * price / area DESC, name) AS place FROM room) SELECT kind, name FROM ranked WHERE place <= 2;

-- 입실한 달 기준으로 올해 매출을 누적으로 쌓아서 보여 주시겠어요? 달, 그달 매출, 누적 순으로요
-- en: This year's payments by month with the running total: month, payments, running total.
WITH monthly AS (SELECT strftime('%Y-%m', checkin) AS month, SUM(amount) AS total FROM booking WHERE strftime('%Y', checkin) = '2026' GROUP BY strftime('%Y-%m', checkin)) SELECT month, total, SUM(total) OVER (ORDER BY month) FROM monthly;

-- 한 달에 예약이 제일 몰린 게 몇 건이었어? 달은 됐고 숫자만
-- en: What is the highest number of bookings in one month?
SELECT MAX(number) FROM (SELECT COUNT(*) AS number FROM booking GROUP BY strftime('%Y-%m', checkin));
