"""Microsoft's own playground as a person's Teams client: a process of its own that talks to a bot in local mode."""

import json
import os
import re
import subprocess
from pathlib import Path
from threading import Timer

from tests.support.node import NODE_MODULES
from tests.support.programs import PROGRAMS

COMMAND = NODE_MODULES / "@microsoft" / "m365agentsplayground" / "cli.js"
LONGEST_START = 60.0


class Playground:
    """The client of one person, by their Teams account; `address` is where its page is."""

    def __init__(self, folder: Path, bot: str, account: str, name: str, port: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "playground.yml"
        # JSON is YAML; the misspelt names are its own.
        config.write_text(json.dumps(_config(account, name)))
        node = PROGRAMS["needs_node"].find()
        assert node is not None
        settings = {
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
            "TEAMS_APP_TEST_TOOL_CONFIG_PATH": str(config),
        }
        arguments = ["-e", f"{bot}api/messages", "-c", "msteams", "--dt", "-p", str(port)]
        arguments += ["--conversation-id", f"chat-of-{account}"]
        self.process = subprocess.Popen(
            [node, str(COMMAND), *arguments],
            cwd=folder,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        too_long = Timer(LONGEST_START, self.process.kill)
        too_long.start()
        self.address = self._printed()
        too_long.cancel()

    def _printed(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"Listening on (\d+)", line):
                return f"http://localhost:{found[1]}/"
        raise AssertionError("the playground ended before it listened")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(LONGEST_START)
        if self.process.stdout is not None:
            self.process.stdout.close()


def _config(account: str, name: str) -> dict[str, object]:
    first, _, last = name.partition(" ")

    def user(number: int, object_id: str, called: str) -> dict[str, str]:
        return {
            "id": f"user-id-{number}-{object_id[-6:]}",
            "name": called,
            "userPrincipleName": f"user{number}@council.example",
            "aadObjectId": object_id,
            "givenName": first,
            "surname": last,
            "email": f"user{number}@council.example",
        }

    # It wants five others, no more and no fewer.
    others = [
        user(number, f"00000000-0000-4000-8000-00000000002{number}", f"Other {number}")
        for number in range(1, 6)
    ]
    return {
        "version": "0.1.1",
        "tenantId": "00000000-0000-4000-8000-000000000001",
        "bot": {"id": "00000000-0000-4000-8000-000000000011", "name": "Supervision"},
        "currentUser": user(0, account, name),
        "users": others,
        "personalChat": {"id": f"chat-of-{account}"},
        "groupChat": {"id": "group-chat-id", "name": "Group"},
        "team": {
            "id": "team-id",
            "name": "Team",
            "aadGroupId": "00000000-0000-4000-8000-000000000031",
            "channels": [{"id": "channel-id", "name": "Announcements"}],
        },
    }
