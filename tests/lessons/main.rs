//! The lessons cannot lie: every command is typed, every excerpt compared.

#[path = "../common/mod.rs"]
mod common;
mod copies;
mod desk;
mod gap;
mod page;
mod red;
mod replay;
mod terminal;
mod whole;
mod words;

/// A test per page, so that they run beside each other.
macro_rules! replayed {
    ($all:ident: $($name:ident $file:literal)*) => {
        const $all: &[&str] = &[$($file),*];
        $(#[test]
        fn $name() {
            replay::lesson($file);
        })*
    };
}

replayed! { LESSONS:
    lesson_00_replays "00-hello.md"
    lesson_01_replays "01-one-at-a-time.md"
    lesson_02_replays "02-no-messages.md"
    lesson_03_replays "03-a-thread-per-client.md"
    lesson_04_replays "04-a-process-per-client.md"
    lesson_05_replays "05-a-pool.md"
    lesson_06_replays "06-a-bounded-queue.md"
    lesson_07_replays "07-prethreaded.md"
    lesson_08_replays "08-udp-echo.md"
    lesson_09_replays "09-udp-to-many.md"
    lesson_10_replays "10-chat.md"
    lesson_11_replays "11-how-connections-end.md"
    lesson_12_replays "12-limits-and-attacks.md"
    lesson_13_replays "13-measuring.md"
}

// Beside the lessons: no skeleton, but what they type is typed.
replayed! { PAGES:
    readme_replays "README.md"
    calls_replay "calls.md"
    commands_replay "commands.md"
    half_truths_replay "half-truths.md"
    symptoms_replay "symptoms.md"
    teacher_06_replays "teacher/06.md"
    teacher_09_replays "teacher/09.md"
    teacher_10_replays "teacher/10.md"
    teacher_11_replays "teacher/11.md"
    teacher_12_replays "teacher/12.md"
    teacher_13_replays "teacher/13.md"
}
