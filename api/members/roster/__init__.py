"""The roster workbook 党员信息采集表: read, check, compare with what is known, and write. Pure: no database, no clock."""
