extension Migration {
    /// Sums of the judgements that are there already.
    static let fill2 = """
        CREATE TEMP TABLE set_up AS
        WITH command AS (
            SELECT DISTINCT snapshot_id, store, substr(value, 1, instr(value || ' ', ' ') - 1) AS name
            FROM judged_view JOIN text ON text.id = command_id ORDER BY name
        ), listed AS (
            SELECT snapshot_id, store, group_concat(name, ', ') AS commands FROM command GROUP BY snapshot_id, store
        ), part AS (
            SELECT judged_store.snapshot_id, name || iif(value = '', '', ' ' || value) || ' ['
                || coalesce(commands, iif(live = 0, 'stopped', 'not listed')) || ']' AS part
            FROM judged_store JOIN text ON text.id = driver_id
            LEFT JOIN listed ON listed.snapshot_id = judged_store.snapshot_id AND listed.store = judged_store.name
            WHERE image_count IS NOT 0 ORDER BY name
        ), described AS (
            SELECT snapshot_id, group_concat(part, ' · ') AS description FROM part GROUP BY snapshot_id
        )
        SELECT snapshot_id, ifnull(description, 'no store found') AS description
        FROM judgement LEFT JOIN described USING (snapshot_id);

        INSERT OR IGNORE INTO text (value) SELECT description FROM set_up;

        INSERT INTO judged_full_disk
        SELECT snapshot_id, row_number() OVER (PARTITION BY snapshot_id ORDER BY path) - 1, path_id, device_id, bytes,
            used, available, devices > 1
        FROM (
            SELECT *, count(*) OVER (PARTITION BY snapshot_id) AS devices FROM (
                SELECT snapshot_id, text.value AS path, path_id, device_id, bytes, used, available, row_number() OVER (
                    PARTITION BY snapshot_id, device_id ORDER BY text.value, snapshot_reading.reading_id, line) AS place
                FROM judgement JOIN snapshot_reading USING (snapshot_id) JOIN filesystem USING (reading_id)
                JOIN text ON text.id = path_id
            ) WHERE place = 1
        ) WHERE used >= 0 AND available >= 0 AND used * 100 > 85 * (used + available);

        INSERT INTO judgement_total
        SELECT judgement.snapshot_id, rule_set_id, verdict, confidence, duplicated_bytes, duplicated_tier,
            iif(freed_cri_bytes > ifnull(freed_docker_bytes, -1), freed_cri_bytes, freed_docker_bytes),
            iif(freed_cri_bytes > ifnull(freed_docker_bytes, -1), freed_cri_tier, freed_docker_tier),
            plan.bytes, plan.tier, residues.bytes, residues.tier, text.id
        FROM judgement JOIN set_up USING (snapshot_id) JOIN text ON text.value = set_up.description
        LEFT JOIN (\(sum("judged_step", "frees_"))) AS plan ON plan.snapshot_id = judgement.snapshot_id
        LEFT JOIN (\(sum("judged_residue", ""))) AS residues ON residues.snapshot_id = judgement.snapshot_id;

        DROP TABLE set_up;

        """

    /// The sum of a judgement's rows, as good as the weakest. total() because sum() stops where numbers run over.
    private static func sum(_ table: String, _ prefix: String) -> String {
        """
        SELECT snapshot_id, CAST(total(\(prefix)bytes) AS INTEGER) AS bytes,
            CASE max(CASE \(prefix)tier WHEN 'exact' THEN 0 WHEN 'estimated' THEN 1 ELSE 2 END)
            WHEN 0 THEN 'exact' WHEN 1 THEN 'estimated' ELSE 'bound' END AS tier
        FROM \(table) WHERE \(prefix)bytes IS NOT NULL GROUP BY snapshot_id
        """
    }
}
