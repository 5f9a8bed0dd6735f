-- Rows of version 8: a corrected number of accelerators.
INSERT INTO correction (catalog_id, instance_type, field, published, used, why, source) VALUES
    (2, 'm5.large', 'gpu_count', '0', '1', 'one of two tables has one', 'judgement');
