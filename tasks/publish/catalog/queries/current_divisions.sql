-- The divisions of today, one row a code.
select code, name, level, parent_code from divisions where valid_to_year is null
