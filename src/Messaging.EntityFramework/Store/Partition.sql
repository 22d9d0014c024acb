-- Turns the four tables that grow with every message into tables with one partition per month, by the time that their ids begin with.
-- UsePostgreSql(cs, o => o.MonthlyPartitions = true) runs this by itself while the tables are empty. When they are not, stop every process that uses them, then
--     psql --single-transaction -f Partition.sql
-- It copies the rows, so it needs as much space again, and needs a few minutes for each ten million messages. Repeating it changes nothing.
SELECT pg_advisory_xact_lock(hashtext('messaging_partitions'));
LOCK TABLE messaging_messages, messaging_contents, messaging_deliveries, messaging_attempts IN ACCESS EXCLUSIVE MODE;
DO $$
DECLARE
    tables CONSTANT text[] := ARRAY['messaging_messages', 'messaging_contents', 'messaging_deliveries', 'messaging_attempts'];
    this_month CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    month timestamp;
    name text;
    key text;
    storage text;
    statement text;
    statements text[];
BEGIN
    FOREACH name IN ARRAY tables LOOP
        CONTINUE WHEN (SELECT relkind FROM pg_class WHERE oid = name::regclass) = 'p';
        key := CASE name WHEN 'messaging_attempts' THEN 'delivery_id' ELSE 'id' END;
        SELECT coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') INTO storage FROM pg_class WHERE oid = name::regclass;
        SELECT array_agg(definition) INTO statements FROM (
            SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', name, conname, pg_get_constraintdef(oid)) AS definition
            FROM pg_constraint WHERE conrelid = name::regclass AND contype = 'p'
            UNION ALL
            SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = name::regclass AND NOT indisprimary) AS definitions;
        EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_old');
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (%I)', name, name || '_old', key);
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT%s', name || '_default', name, storage);

        -- The first twelve digits of an id are its time in milliseconds. Older ids than of 2018 are no such ids; they go to the default partition.
        EXECUTE format(
            'SELECT date_trunc(''month'', to_timestamp((''x'' || left(replace(%1$I::text, ''-'', ''''), 12))::bit(48)::bigint / 1000.0) AT TIME ZONE ''UTC'')'
            ' FROM %2$I WHERE %1$I >= ''01600000-0000-0000-0000-000000000000'' ORDER BY %1$I LIMIT 1', key, name || '_old') INTO month;
        month := least(coalesce(month, this_month), this_month);
        WHILE month <= this_month + interval '2 months' LOOP
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)%s', name || to_char(month, '"_"YYYY"_"MM'), name,
                rpad(lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0'), 32, '0')::uuid,
                rpad(lpad(to_hex((extract(epoch FROM month + interval '1 month') * 1000)::bigint), 12, '0'), 32, '0')::uuid, storage);
            month := month + interval '1 month';
        END LOOP;
        EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_old');
        EXECUTE format('DROP TABLE %I', name || '_old');
        FOREACH statement IN ARRAY statements LOOP
            EXECUTE statement;
        END LOOP;
    END LOOP;
END $$;
ANALYZE messaging_messages, messaging_contents, messaging_deliveries, messaging_attempts;
