"""OAuth: a user's consent, from the page where he is asked to the session of a client."""

from __future__ import annotations

from datetime import datetime
from typing import assert_type

from topclient import AsyncOAuth, OAuth, OAuthError, Token, TopClient, TopError


def authorize(code: str, redirect_uri: str) -> TopClient:
    with OAuth("12345678", "helloworld", server="sandbox") as oauth:
        print(oauth.authorize_url(redirect_uri, state="…", view="wap"))
        token = oauth.exchange(code, redirect_uri)
        assert_type(token, Token)
        assert_type(token.expires_at, datetime | None)
        assert_type(oauth.refresh(token), Token)
        client = TopClient("12345678", "helloworld", session=oauth.refresh(token.refresh_token or "").access_token)
    oauth.close()
    return client


async def authorize_asynchronously(code: str, redirect_uri: str) -> Token | None:
    async with AsyncOAuth("12345678", "helloworld", transport="aiohttp", clock=datetime.now) as oauth:
        print(oauth.authorize_url(redirect_uri, implicit=True))
        try:
            token = await oauth.exchange(code, redirect_uri)
        except OAuthError as error:
            print(error.error, error.description)
            return None
        except TopError:
            raise
        assert_type(await oauth.refresh(token), Token)
    await oauth.aclose()
    return token


def tokens_from_elsewhere(text: str, address: str) -> list[str | None]:
    tokens = [Token.from_text(text), Token.from_address(address, datetime.now())]
    return [token.taobao_user_nick for token in tokens]
