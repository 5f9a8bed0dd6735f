-- Rows of version 7: a corrected bandwidth.
INSERT INTO correction (catalog_id, instance_type, field, published, used, why, source) VALUES
    (2, 'm5.large', 'baseline_mbps', '900', '750', 'one of two tables promises less', 'judgement');
