use super::Pool;
use crate::error::{During as _, ServerError};
use crate::repository::Result;
use rusqlite::Connection;
use std::sync::mpsc;
use std::time::Duration;

fn pool_of_one() -> Pool {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE a (x)").unwrap();
    Pool::new(vec![db])
}

async fn rows(pool: &Pool) -> i64 {
    let count = |db: &mut Connection| {
        db.query_row("SELECT count(*) FROM a", [], |row| row.get(0)).during("count")
    };
    let counted = tokio::time::timeout(Duration::from_secs(10), pool.here(count)).await;
    counted.expect("the connection did not come back").unwrap()
}

#[tokio::test]
async fn a_connection_comes_back_after_an_error() {
    let pool = pool_of_one();
    let fail = |db: &mut Connection| db.execute_batch("nonsense").during("fail");
    assert!(matches!(pool.here(fail).await, Err(ServerError::Database { .. })));
    assert!(matches!(pool.aside(fail).await, Err(ServerError::Database { .. })));
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn a_connection_comes_back_after_a_panic_and_its_transaction_is_undone() {
    let pool = pool_of_one();
    let half_way = |db: &mut Connection| -> Result<()> {
        let transaction = db.transaction().unwrap();
        transaction.execute("INSERT INTO a VALUES (1)", []).unwrap();
        panic!("half way");
    };
    assert!(matches!(pool.aside(half_way).await, Err(ServerError::BrokeOff)));
    let here = pool.clone();
    assert!(tokio::spawn(async move { here.here(half_way).await }).await.unwrap_err().is_panic());
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn what_was_begun_is_done_though_whoever_asked_went_away() {
    let pool = pool_of_one();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (go_on, may_go_on) = mpsc::channel();
    let asked = pool.clone();
    let work = tokio::spawn(async move {
        let insert = move |db: &mut Connection| {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            db.execute("INSERT INTO a VALUES (1)", []).during("insert")
        };
        asked.aside(insert).await
    });
    has_begun.await.unwrap();
    work.abort();
    assert!(work.await.unwrap_err().is_cancelled());
    go_on.send(()).unwrap();
    assert_eq!(rows(&pool).await, 1);
}

#[tokio::test]
async fn a_closed_pool_lends_no_more_and_closes_once_all_are_back() {
    let pool = pool_of_one();
    let (go_on, may_go_on) = mpsc::channel();
    let asked = pool.clone();
    let work = tokio::spawn(async move {
        let wait = move |db: &mut Connection| {
            may_go_on.recv().unwrap();
            db.execute("INSERT INTO a VALUES (1)", []).during("insert")
        };
        asked.aside(wait).await
    });
    tokio::task::yield_now().await;
    let closing = pool.close();
    tokio::pin!(closing);
    let early = tokio::time::timeout(Duration::from_millis(50), &mut closing).await;
    assert!(early.is_err(), "closed under somebody's hands");
    go_on.send(()).unwrap();
    closing.await;
    assert_eq!(work.await.unwrap().unwrap(), 1);
    assert!(matches!(pool.here(|_| Ok(())).await, Err(ServerError::BrokeOff)));
    pool.close().await;
}
