"""What an app built on Mastodon.py does. Speaks lines of JSON: its address to be let in at, then what it found."""
import json
import os
import sys
import threading
import time

from mastodon import Mastodon, StreamListener

origin, picture = sys.argv[1], sys.argv[2]
SCOPES = ["read", "write", "follow", "push"]
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


def say(**found):
    print(json.dumps(found, default=str), flush=True)


client_id, client_secret = Mastodon.create_app("A Python app", scopes=SCOPES, api_base_url=origin)
api = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=origin)
say(address=api.auth_request_url(scopes=SCOPES, redirect_uris=OUT_OF_BAND))
api.log_in(code=sys.stdin.readline().strip(), redirect_uri=OUT_OF_BAND, scopes=SCOPES)
say(me=api.me().acct, version=api.retrieve_mastodon_version())


class Listener(StreamListener):
    def __init__(self):
        self.heard = []
        self.ended = threading.Event()

    def on_update(self, status):
        self.heard.append(["update", str(status.id)])

    def on_status_update(self, status):
        self.heard.append(["status.update", str(status.id)])

    def on_delete(self, status_id):
        self.heard.append(["delete", str(status_id)])
        self.ended.set()


listener = Listener()
stream = api.stream_user(listener, run_async=True)
# The library says nothing when the stream is open; the first post that is heard does.
first = api.status_post("Can I hear?")
while not listener.heard and stream.is_alive():
    time.sleep(0.05)
    if not listener.heard:
        first = api.status_post("Can I hear?")

post = api.status_post("Hello #snakes", spoiler_text="Python", visibility="public", idempotency_key="one")
again = api.status_post("Hello #snakes", spoiler_text="Python", visibility="public", idempotency_key="one")
edited = api.status_update(post.id, "Hello again #snakes")
history = api.status_history(post.id)
poll = api.status_post("Tea?", poll=api.make_poll(["Yes", "No"], 600)).poll
filtered = api.filter_create("storm", ["home"], whole_word=True)
made = api.list_create("Sailors")
ben = api.account_lookup("ben")
api.account_follow(ben.id)
api.list_accounts_add(made.id, [ben.id])
found = api.search("ben", result_type="accounts")
marker = api.markers_set(["home"], [post.id])
say(
    same=post.id == again.id,
    edited=edited.content,
    versions=len(history),
    options=[option.title for option in poll.options],
    filters=[one.phrase for one in api.filters()],
    members=[one.acct for one in api.list_accounts(made.id)],
    found=[one.acct for one in found.accounts],
    tagged=[str(one.id) == str(post.id) for one in api.timeline_hashtag("snakes")],
    mine=len(api.account_statuses(api.me().id, limit=2)),
    marked=str(marker["home"].last_read_id) == str(post.id),
    notifications=len(api.notifications()),
)
media = api.media_post(picture, description="A picture", focus=(0, 0.5))
shown = api.status_post("Look", media_ids=[media.id]).media_attachments
say(pictures=[[one.description, one.type, one.meta.focus.y] for one in shown])

api.status_delete(post.id)
listener.ended.wait(10)
say(heard=[event for event, status in listener.heard if status == str(post.id)])
api.revoke_access_token()
# The library leaves the thread that listens running.
os._exit(0)
