CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id),
                     ordered_on DATE NOT NULL, total NUMERIC NOT NULL);

-- The three best customers of each country in the last twelve months, by the sum of their orders,
-- with their share of that country's sales in percent
