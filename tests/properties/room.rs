//! The room: whatever its members type, in whatever order they come and go.

use echostage::service::{Readers, Room};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
enum Act {
    Join,
    Leave(usize),
    Type(usize, Vec<u8>),
}

fn typed() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        "/(name|msg|me|who|quit|help|x) ?\\PC{0,30}"
            .prop_map(String::into_bytes),
        "/(name|msg) (guest-[1-4]|GUEST-2|bob) ?[a-z]{0,5}"
            .prop_map(String::into_bytes),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        2 => Just(Act::Join),
        1 => any::<usize>().prop_map(Act::Leave),
        6 => (any::<usize>(), typed()).prop_map(|(who, t)| Act::Type(who, t)),
    ];
    prop::collection::vec(act, 0..40)
}

/// One of those inside, by any number.
fn pick(inside: &BTreeSet<u64>, any: usize) -> Option<u64> {
    inside.iter().nth(any % inside.len().max(1)).copied()
}

proptest! {
    #[test]
    fn letters_reach_only_who_is_inside_and_names_stay_apart(acts in acts()) {
        let (mut room, mut inside, mut last) = (Room::default(), BTreeSet::new(), 0);
        for act in acts {
            let (who, deliveries) = match act {
                Act::Join => {
                    last += 1;
                    inside.insert(last);
                    (last, room.join(last))
                }
                Act::Leave(any) => {
                    let Some(id) = pick(&inside, any) else { continue };
                    inside.remove(&id);
                    (id, room.leave(id))
                }
                Act::Type(any, text) => {
                    let Some(id) = pick(&inside, any) else { continue };
                    (id, room.typed(id, &text).deliveries)
                }
            };
            for delivery in deliveries {
                let line = &delivery.line;
                prop_assert!(!line.chars().any(char::is_control), "{line:?}");
                prop_assert!(delivery.to.ids().iter().all(|id| inside.contains(id)));
                if let Readers::Others(others) = &delivery.to {
                    let all = inside.iter().filter(|id| **id != who);
                    prop_assert!(all.eq(others.iter()), "not all the others");
                }
            }
            let names: BTreeSet<_> =
                inside.iter().map(|id| room.name(*id).to_lowercase()).collect();
            prop_assert_eq!(names.len(), inside.len(), "two have one name");
        }
    }

    #[test]
    fn who_lists_everybody_who_is_inside(members in 1u64..20) {
        let mut room = Room::default();
        for id in 1..=members {
            room.join(id);
        }
        let line = room.typed(1, b"/who").deliveries.remove(0).line;
        let names: Vec<_> = line.trim_start_matches("* here: ").split(", ").collect();
        let all: Vec<_> = (1..=members).map(|id| format!("guest-{id}")).collect();
        prop_assert_eq!(names, all);
    }
}
