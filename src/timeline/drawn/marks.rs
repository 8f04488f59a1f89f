//! How our drawings begin: so they are known again, and may be replaced.

pub const PAGE: &str = "<!DOCTYPE html>\n<html class=\"echostage\"";
pub const PICTURE: &str = "<svg class=\"echostage\"";
pub const TRACE: &str = "{\"otherData\":{\"by\":\"echostage\"},";
