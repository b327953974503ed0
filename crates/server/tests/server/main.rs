//! The central server from outside: the protocol through the trait, over HTTP, and the program itself.

#[cfg(test)]
mod centre_act;
#[cfg(test)]
mod clearance;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod enrol;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod http;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lease;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod login;
#[cfg(test)]
mod pack;
#[cfg(test)]
mod program;
#[cfg(test)]
mod pull;
#[cfg(test)]
mod push;
#[cfg(test)]
mod redecide;
#[cfg(test)]
mod support;
#[cfg(test)]
mod template;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod verify;
