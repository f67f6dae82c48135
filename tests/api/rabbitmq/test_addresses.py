"""Where RabbitMQ is: with no address everything stays as it was, and an address is nobody's business."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api.notifications.broker import Broker, BrokerError
from api.settings import Settings
from api.worker import make_broker
from tests.api.rabbitmq.tcp_proxy import Proxy
from tests.api.test_settings import start
from tests.api.world import World


def test_without_rabbitmq_the_api_sends_by_itself(world: World) -> None:
    assert make_broker(world.settings) is None


def test_the_address_of_rabbitmq_is_not_shown(world: World) -> None:
    settings = world.settings.model_copy(update={"amqp_url": SecretStr("amqp://api:pa55word@broker.internal/")})
    assert "pa55word" not in repr(settings)
    assert make_broker(settings) == Broker("amqp://api:pa55word@broker.internal/", settings.amqp_queue)


def test_an_address_of_another_protocol_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMQP_URL", "http://broker.internal:15672")
    with pytest.raises(ValidationError, match="amqp://"):
        Settings()


def test_nobody_at_the_address_is_an_error_of_ours(broker: Broker, line: Proxy) -> None:
    line.cut()
    with pytest.raises(BrokerError), broker.open_desk():
        pass


def test_to_send_what_rabbitmq_hands_out_takes_its_address(tmp_path: Path, gateway_key: tuple[str, Path]) -> None:
    result = start(["deliver"], tmp_path, GATEWAY_PUBLIC_KEY_FILE=str(gateway_key[1]))
    assert (result.returncode, "set AMQP_URL" in result.stderr) == (2, True)
