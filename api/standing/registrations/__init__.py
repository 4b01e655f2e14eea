"""全国系统登记: what stands in the national system as 流出党员, and the differences since it was last copied there."""
