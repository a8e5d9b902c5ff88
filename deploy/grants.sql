-- Rights of the role that the portal and the worker log in with. Run by the owner of the tables, after every migrate:
--   psql -d yichuang -f deploy/grants.sql
-- What is append-only (it has the trigger yichuang_append_only) may be read and added to; of a line's row only the
-- place in the tree may be filled. The role owns nothing, so it can neither drop a trigger nor switch one off.
DO $$
DECLARE
    app CONSTANT text := 'yichuang_app';
    guarded record;
    filled text;
BEGIN
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), app);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app);
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM PUBLIC, %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', app);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', app);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM %I', app);
    FOR guarded IN
        SELECT c.relname, max(encode(t.tgargs, 'escape')) AS argument
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.proname = 'yichuang_append_only'
        GROUP BY c.relname
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', guarded.relname, app);
        -- the trigger's argument names the one column that goes from empty to a value
        filled := split_part(guarded.argument, '\000', 1);
        IF filled <> '' THEN
            EXECUTE format('GRANT UPDATE (%I) ON %I TO %I', filled, guarded.relname, app);
        END IF;
    END LOOP;
END $$;
