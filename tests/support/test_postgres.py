from sqlalchemy import URL, create_engine, text

from tests.support.postgres import Postgres


def test_each_test_gets_an_empty_database(postgres_url: URL) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("create table note (words text)"))
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from note")).scalar_one() == 0
    engine.dispose()


def test_a_database_can_be_made_from_a_template(postgres: Postgres, postgres_url: URL) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("create table note (words text)"))
    engine.dispose()
    assert postgres_url.database is not None

    with postgres.database(template=postgres_url.database) as copy:
        engine = create_engine(copy)
        with engine.connect() as connection:
            assert connection.execute(text("select count(*) from note")).scalar_one() == 0
        engine.dispose()
