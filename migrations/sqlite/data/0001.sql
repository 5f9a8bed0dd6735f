-- Rows of version 1: two catalogues, as a store could hold them then. The later one is current.
INSERT INTO catalog (id, version, content_hash, spot_as_of, loaded_at, is_current) VALUES
    (1, '2026-08-01.1', '1111111111111111111111111111111111111111111111111111111111111111', '2026-07-31', '2026-08-01T06:00:00Z', 0),
    (2, '2026-09-01.2', '2222222222222222222222222222222222222222222222222222222222222222', '2026-08-31', '2026-09-01T06:00:00Z', 1);
INSERT INTO source (catalog_id, id, position, source, used_for, date, licence) VALUES
    (1, 'list', 0, 'a price list', 'on-demand prices', '2026-07', 'none'),
    (1, 'spot', 1, 'the Spot Advisor', 'spot savings', '2026-07-31', 'none'),
    (2, 'list', 0, 'a price list', 'on-demand prices', '2026-08', 'none'),
    (2, 'spot', 1, 'the Spot Advisor', 'spot savings', '2026-08-31', 'none');
INSERT INTO region (catalog_id, code, location, on_demand_as_of, on_demand_source, availability_known) VALUES
    (1, 'eu-west-1', 'EU (Ireland)', '2026-07-20', 'list', 1),
    (1, 'us-east-1', 'US East (N. Virginia)', '2026-07-20', 'list', 1),
    (2, 'eu-west-1', 'EU (Ireland)', '2026-08-20', 'list', 1),
    (2, 'us-east-1', 'US East (N. Virginia)', '2026-08-20', 'list', 0);
INSERT INTO instance_type (catalog_id, name, vcpu, memory_mib, arch, hypervisor, burstable, current_generation, enis,
    enis_all_cards, enis_max_pods, ipv4_per_eni, ipv6, network_performance, baseline_mbps, peak_mbps, ebs_slots,
    ebs_slots_kind, local_nvme_gb, gpu_count, gpu_name, accelerator, encryption_in_transit, branch_enis, in_2018) VALUES
    (1, 'g5.xlarge', 4, 16384, 'x86_64', 'nitro', 0, 1, 4, 4, NULL, 15, 1, 'Up to 10 Gigabit', 2500, 10000, 28, 'shared', 250, 1, 'A10G', 'gpu', 1, 6, 0),
    (1, 'm5.large', 2, 8192, 'x86_64', 'nitro', 0, 1, 3, 3, NULL, 10, 1, 'Up to 10 Gigabit', 750, 10000, 28, 'shared', 0, 0, NULL, NULL, 0, 9, 1),
    (2, 'm5.large', 2, 8192, 'x86_64', 'nitro', 0, 1, 3, 3, NULL, 10, 1, 'Up to 10 Gigabit', 750, 10000, 28, 'shared', 0, 0, NULL, NULL, 0, 9, 1),
    (2, 'm7g.large', 2, 8192, 'arm64', 'nitro', 0, 1, 3, 3, 2, 10, 1, 'Up to 12.5 Gigabit', 937, 12500, 32, 'dedicated', 0, 0, NULL, NULL, 1, NULL, 0);
INSERT INTO correction (catalog_id, instance_type, field, published, used, why, source) VALUES
    (2, 'm7g.large', 'enis_max_pods', NULL, '2', 'made up', 'judgement');
INSERT INTO price_on_demand (catalog_id, instance_type, region, micro_usd_per_hour, kind, method, basis_family, source, as_of) VALUES
    (1, 'g5.xlarge', 'us-east-1', 10000000000, 'published', NULL, NULL, 'list', '2026-07-20'),
    (1, 'm5.large', 'eu-west-1', 107000, 'published', NULL, NULL, 'list', '2026-07-20'),
    (1, 'm5.large', 'us-east-1', 96000, 'published', NULL, NULL, 'list', '2026-07-20'),
    (2, 'm5.large', 'eu-west-1', 109000, 'published', NULL, NULL, 'list', '2026-08-20'),
    (2, 'm5.large', 'us-east-1', 97000, 'published', NULL, NULL, 'list', '2026-08-20'),
    (2, 'm7g.large', 'us-east-1', 81600, 'estimated', 'near-family', 'm6g', 'list', '2026-08-20');
INSERT INTO offer_unpriced (catalog_id, instance_type, region) VALUES (1, 'g5.xlarge', 'eu-west-1'), (2, 'm7g.large', 'eu-west-1');
INSERT INTO price_spot (catalog_id, instance_type, region, savings_bp, source, as_of) VALUES
    (1, 'm5.large', 'us-east-1', 6200, 'spot', '2026-07-31'),
    (2, 'm5.large', 'us-east-1', 6400, 'spot', '2026-08-31');
INSERT INTO history_2018 (catalog_id, name, vcpu, memory_mib, enis, ipv4_per_eni, micro_usd_per_hour, in_vpc_cni) VALUES
    (1, 't2.large', 2, 8192, 3, 12, 92800, 1),
    (2, 't2.large', 2, 8192, 3, 12, 92800, 1);
