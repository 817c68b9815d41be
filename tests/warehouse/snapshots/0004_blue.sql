ALTER TABLE events_local ON CLUSTER `blue` MODIFY SETTING min_bytes_for_wide_part = 268435456, merge_selector_base = 10;
