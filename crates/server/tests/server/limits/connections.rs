use super::{Centre, from};
use crate::program::Running;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpSocket, TcpStream};

async fn connect(last: u8, server: SocketAddr) -> Option<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 1, last], 0))).unwrap();
    tokio::time::timeout(Duration::from_secs(5), socket.connect(server)).await.ok()?.ok()
}

/// How many of them the server has not closed.
async fn open(connections: &mut [TcpStream]) -> usize {
    let mut open = 0;
    for connection in connections {
        let read = connection.read_u8();
        open += usize::from(tokio::time::timeout(Duration::from_millis(1), read).await.is_err());
    }
    open
}

#[tokio::test]
async fn one_address_shuts_nobody_out_and_the_log_says_so() {
    let centre = Centre::served(|data| Running::start_with_descriptors(data.path(), 256));
    let server: SocketAddr = centre.server.url.strip_prefix("http://").unwrap().parse().unwrap();
    let mut idle = Vec::new();
    for _ in 0..300 {
        idle.extend(connect(2, server).await);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    // An eighth of what 256 descriptors give, less 64 for the server itself.
    assert_eq!(open(&mut idle).await, 24);
    assert_eq!(centre.health(&from(3)).await.status(), 200);
    let log = centre.server.log();
    let lines: Vec<&str> =
        log.lines().filter(|line| line.contains("connection not served")).collect();
    assert!((1..=3).contains(&lines.len()), "{}", lines.len());
    assert!(lines[0].contains("127.0.1.2") && lines[0].contains("too many"), "{}", lines[0]);
    // Many addresses together get no more than all there are, and the server still has descriptors.
    for last in 10..30 {
        for _ in 0..24 {
            idle.extend(connect(last, server).await);
        }
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(open(&mut idle).await, 192);
    // Those that ask nothing are closed, and there is room again.
    tokio::time::sleep(Duration::from_secs(16)).await;
    assert_eq!(open(&mut idle).await, 0);
    assert_eq!(centre.health(&from(2)).await.status(), 200);
    drop(centre.data);
}
