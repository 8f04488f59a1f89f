//! Which package manager an os-release file means.

use echostage::doctor::Manager;

#[track_caller]
fn means(text: &str, manager: Option<Manager>) {
    assert_eq!(Manager::of(text), manager, "{text}");
}

#[test]
fn each_system_has_its_own() {
    means("NAME=\"Debian GNU/Linux\"\nID=debian\n", Some(Manager::Apt));
    means("ID=fedora\nVERSION_ID=41\n", Some(Manager::Dnf));
    means("ID=arch\nBUILD_ID=rolling\n", Some(Manager::Pacman));
    means("NAME=\"Alpine Linux\"\nID=alpine\n", Some(Manager::Apk));
    means("ID='opensuse-leap'\n", Some(Manager::Zypper));
}

#[test]
fn one_that_is_like_another_has_the_other_s() {
    means("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Some(Manager::Apt));
    means("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Some(Manager::Dnf));
    means("ID=manjaro\nID_LIKE=arch\n", Some(Manager::Pacman));
    means("ID=\"opensuse-slowroll\"\nID_LIKE=\"suse\"", Some(Manager::Zypper));
    // Its own name comes first.
    means("ID_LIKE=debian\nID=fedora\n", Some(Manager::Dnf));
}

#[test]
fn one_that_nobody_knows_has_none() {
    means("", None);
    means("ID=plan9\n", None);
    means("VERSION_ID=debian\nPRETTY_NAME=\"ID=debian\"\n", None);
}

#[test]
fn root_needs_no_sudo() {
    let line = |manager: Manager, root| manager.install(&["gdb"], root);
    assert_eq!(line(Manager::Apt, false), "sudo apt install gdb");
    assert_eq!(line(Manager::Apt, true), "apt install gdb");
    assert_eq!(line(Manager::Pacman, false), "sudo pacman -S gdb");
    assert_eq!(line(Manager::Brew, false), "brew install gdb");
}
