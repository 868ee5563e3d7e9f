-- 표값 제일 센 공연이 뭐예요? 엄마 환갑이라 좋은 거 보여 드리려고
-- en: Which show has the most expensive ticket?
SELECT title FROM show ORDER BY price DESC LIMIT 1;

-- 5만원 밑으로 볼 만한 공연 제목이랑 가격
-- en: Shows under 50,000 won, title and price.
SELECT title, price FROM show WHERE price < 50000;

-- 공연장 중에 제일 큰 데는 몇 석이나 들어가?
-- en: How many seats does the largest venue have?
SELECT MAX(seats) FROM hall;

-- 부산에 있는 공연장들 이름 알려주세요. 출장 간 김에 하나 보고 오게요
-- en: Names of the venues in Busan.
SELECT name FROM hall WHERE city = '부산';

-- 날짜 아직 안 잡힌 공연 있나
-- en: Which shows have no date yet?
SELECT title FROM show WHERE held IS NULL;

-- 두 시간 안 넘는 뮤지컬 골라 주세요, 애가 오래 못 앉아 있어서요. 딱 두 시간은 괜찮아요
-- en: Musicals of at most two hours.
SELECT title FROM show WHERE genre = '뮤지컬' AND minutes <= 120;

-- 현장에서 산 건은 몇 건이야?
-- en: How many bookings were made on site?
SELECT COUNT(*) FROM booking WHERE channel = '현장';

-- 카드로 결제된 표가 장수로 전부 몇 장이죠
-- en: How many tickets were paid by card?
SELECT SUM(tickets) FROM booking WHERE pay = '카드';

-- 우리가 취급하는 공연 장르 목록 좀
-- en: Which genres do we carry?
SELECT DISTINCT genre FROM show;

-- 작년 12월에 들어온 예매 건수요
-- en: How many bookings came in last December?
SELECT COUNT(*) FROM booking WHERE strftime('%Y-%m', booked) = '2025-12';

-- 다음 달에 하는 공연 뭐 있어? 날짜 빠른 순으로 제목하고 날짜
-- en: Which shows are on next month? Title and date, earliest first.
SELECT title, held FROM show WHERE strftime('%Y-%m', held) = '2026-05' ORDER BY held;

-- 제목이 '마지막'으로 시작하는 작품이 몇 편인가요
-- en: How many shows have titles that begin with Majimak?
SELECT COUNT(*) FROM show WHERE title LIKE '마지막%';

-- 한 번에 6장 이상 끊은 단체 손님이 몇 팀이에요? 예매 한 건을 한 팀으로 쳐서요
-- en: How many bookings are for six or more tickets?
SELECT COUNT(*) FROM booking WHERE tickets >= 6;

-- 그 공연 주인공 누가 나와요? 캐스팅 좀 볼 수 있나요
-- en: Who plays the lead? Can I see the cast?
SELECT '답할 수 없음';

-- 오늘 이후로 서울에서 열리는 공연 제목하고 공연장 이름 날짜순으로 (오늘 것도 넣어서)
-- en: Shows in Seoul from today on, title and venue, by date.
SELECT show.title, hall.name FROM show JOIN hall ON show.hall_id = hall.id WHERE hall.city = '서울' AND show.held >= '2026-04-15' ORDER BY show.held;

-- 장르별로 표 한 장 값이 평균 얼만지 비싼 장르부터 보여줘
-- en: Average ticket price by genre, dearest first.
SELECT genre, AVG(price) FROM show GROUP BY genre ORDER BY AVG(price) DESC;

-- 표가 제일 많이 팔린 공연이랑 팔린 장수
-- en: Which show sold the most tickets, and how many?
SELECT show.title, SUM(booking.tickets) FROM booking JOIN show ON booking.show_id = show.id GROUP BY show.id ORDER BY SUM(booking.tickets) DESC LIMIT 1;

-- 예매가 한 건도 없는 공연 제목 좀 뽑아 줘. 할인 행사라도 걸어야지 원
-- en: Shows without a single booking.
SELECT title FROM show WHERE id NOT IN (SELECT show_id FROM booking);

-- 앱으로 예매한 건이 전체에서 몇 퍼센트나 됩니까?
-- en: What percentage of all bookings was made in the app?
SELECT ROUND(100.0 * SUM(CASE WHEN channel = '앱' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM booking;

-- 티켓값에 장수 곱해서 도시별 총매출 내 주세요, 큰 도시부터요. 본사 보고용입니다
-- en: Total sales (ticket price times tickets) by city, largest first.
SELECT hall.city, SUM(show.price * booking.tickets) FROM booking JOIN show ON booking.show_id = show.id JOIN hall ON show.hall_id = hall.id GROUP BY hall.city ORDER BY SUM(show.price * booking.tickets) DESC;

-- 국악 공연은 보통 공연 며칠 전에 예매들 해? 공연 날보다 먼저 산 것만 놓고 평균 일수로
-- en: How many days ahead are traditional-music shows booked on average, counting only bookings before the day of the show?
SELECT AVG(julianday(show.held) - julianday(booking.booked)) FROM booking JOIN show ON booking.show_id = show.id WHERE show.genre = '국악' AND booking.booked < show.held;

-- 공연이 하나도 안 잡힌 공연장이 있다는데 어디죠?
-- en: Which venues have no show at all?
SELECT name FROM hall WHERE NOT EXISTS (SELECT 1 FROM show WHERE show.hall_id = hall.id);

-- 결제 수단마다 예매 한 건에 평균 몇 장씩 사는지 궁금해
-- en: Average number of tickets per booking by means of payment.
SELECT pay, AVG(tickets) FROM booking GROUP BY pay;

-- 장르마다 표값 비싼 순으로 세 작품씩만 장르, 제목, 가격으로요. 값이 같으면 번호 빠른 것부터요
-- en: The three most expensive shows of each genre: genre, title, price; at the same price the lower number comes first.
WITH ranked AS (SELECT genre, title, price, ROW_NUMBER() OVER (PARTITION BY genre ORDER BY price DESC, id) AS place FROM show) SELECT genre, title, price FROM ranked WHERE place <= 3;

-- 자기 장르 평균보다 표값이 비싼 공연이 몇 개나 되려나
-- en: How many shows cost more than the average of their own genre?
SELECT COUNT(*) FROM show WHERE price > (SELECT AVG(other.price) FROM show AS other WHERE other.genre = show.genre);

-- 작년 예매 장수를 월별로 뽑고 그달까지 누적된 장수도 옆에 붙여 주세요
-- en: Tickets booked by month last year, with the running total.
WITH monthly AS (SELECT strftime('%Y-%m', booked) AS month, SUM(tickets) AS total FROM booking WHERE strftime('%Y', booked) = '2025' GROUP BY strftime('%Y-%m', booked)) SELECT month, total, SUM(total) OVER (ORDER BY month) FROM monthly;

-- 팔린 표가 20장 넘는 공연만, 제목하고 장수 많은 순으로 정리해줘요
-- en: Shows that sold more than 20 tickets, title and number, most first.
SELECT show.title, SUM(booking.tickets) FROM booking JOIN show ON booking.show_id = show.id GROUP BY show.id HAVING SUM(booking.tickets) > 20 ORDER BY SUM(booking.tickets) DESC;

-- 지난달 예매 건수는 그 전달에 비해 몇 건 늘었나요? 줄었으면 마이너스로 주세요
-- en: By how many bookings did last month exceed the month before? Negative if fewer.
SELECT SUM(CASE WHEN strftime('%Y-%m', booked) = '2026-03' THEN 1 ELSE 0 END) - SUM(CASE WHEN strftime('%Y-%m', booked) = '2026-02' THEN 1 ELSE 0 END) FROM booking;

-- 앱, 웹, 전화, 현장 네 군데서 모두 예매가 들어온 인기작 제목 알려 줘
-- en: Titles of the shows that were booked through all four channels.
SELECT show.title FROM booking JOIN show ON booking.show_id = show.id GROUP BY show.id HAVING COUNT(DISTINCT booking.channel) = 4;

-- 좌석 5천석 이상인 큰 공연장에서 하는 콘서트들, 지금까지 팔린 표가 다 해서 몇장인지
-- en: How many tickets were sold so far for concerts in venues with 5,000 seats or more?
SELECT SUM(booking.tickets) FROM booking JOIN show ON booking.show_id = show.id JOIN hall ON show.hall_id = hall.id WHERE hall.seats >= 5000 AND show.genre = '콘서트';
