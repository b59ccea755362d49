def test_smoke(store):
    with store.read() as tx:
        assert tx.people.search("") == []
        print(tx.now)
