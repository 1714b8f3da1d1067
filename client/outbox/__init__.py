"""Operations that a person did here, kept on disk until the server has answered each of them."""
