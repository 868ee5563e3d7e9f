-- 제일 비싼 차 뭐야
-- en: Which car is the most expensive?
SELECT plate FROM car ORDER BY price DESC LIMIT 1;

