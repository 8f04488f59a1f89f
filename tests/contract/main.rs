//! What every stage promises alike. A stage is a module here, a promise a test
//! in it: `cargo test --test contract bounded_pool`.

mod bytes;
#[path = "../common/mod.rs"]
mod common;
mod hostile;
mod idle;
mod leaks;
mod limits;
mod stop;
mod stop_queued;
mod trouble;

use common::Server;

#[derive(Clone, Copy)]
pub struct Stage(&'static str);

impl Stage {
    pub fn start(self, args: &str) -> Server {
        Server::start(&self.args(args))
    }

    pub fn args(self, more: &str) -> String {
        format!("--stage {} {more}", self.0.replace('_', "-"))
    }
}

macro_rules! promises {
    ($stage:ident: $($file:ident { $($promise:ident)+ })+) => {
        $($(
            #[test]
            fn $promise() {
                crate::$file::$promise(crate::Stage(stringify!($stage)));
            }
        )+)+
    };
}

macro_rules! contract {
    ($($stage:ident)+) => { $(mod $stage { promises! { $stage:
        bytes {
            every_byte_value_comes_back
            a_line_longer_than_any_buffer_comes_back
            ten_million_bytes_come_back_and_then_the_end
            fifty_short_messages_half_closed_at_once_come_back
            a_burst_of_200_clients_is_served
        }
        trouble {
            after_200_resets_the_next_client_is_served
            clients_gone_while_we_write_hurt_nobody
            a_panic_ends_one_connection_only
            a_full_standard_error_stops_nothing
        }
        hostile {
            hostile_bytes_never_reach_the_log_raw
        }
        leaks {
            a_thousand_short_connections_leave_nothing_behind
        }
        idle {
            a_silent_client_is_let_go
            who_talks_in_time_is_not_let_go
            a_client_that_never_reads_is_let_go
            a_client_that_takes_a_byte_now_and_then_is_let_go
        }
        stop {
            sigint_lets_everybody_go_and_exits_0
            sigterm_lets_everybody_go_and_exits_0
            the_same_port_serves_again_at_once
            a_minute_of_delay_is_interrupted_by_a_stop
            who_never_reads_is_cut_off_when_the_grace_is_over
            who_keeps_sending_is_gone_when_the_grace_is_over
            a_second_ctrl_c_exits_130_at_once
            once_closes_first_and_the_port_serves_again_at_once
        }
        stop_queued {
            twenty_clients_get_all_they_sent_back_after_a_stop
            who_waits_in_the_kernel_is_answered_after_a_stop
        }
    } })+ };
}

/// For stages that serve several at a time.
macro_rules! crowd_contract {
    ($($stage:ident as $name:ident)+) => {
        $(mod $name { promises! { $stage:
            limits {
                exactly_n_are_inside_and_the_next_waits
                exactly_n_are_inside_and_the_next_is_turned_away
                turned_away_clients_never_hold_up_the_door
            }
            trouble {
                who_never_reads_costs_little_and_hurts_nobody
            }
        } })+
    };
}

contract!(single process threads pool bounded_pool prethread);
crowd_contract!(
    process as process_crowd
    threads as threads_crowd
    pool as pool_crowd
    bounded_pool as bounded_pool_crowd
    prethread as prethread_crowd
);
