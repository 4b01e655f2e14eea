"""Assemble the application: keys, database, slices, error body, PWA."""

from typing import Any

import flask_smorest
import orjson
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from flask import Flask, Response, jsonify
from flask.json.provider import JSONProvider
from flask_jwt_extended import JWTManager
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from api import crypto
from api.attachments.routes import slice_ as attachments
from api.auth import passwords
from api.auth.grant_routes import slice_ as grants
from api.auth.invitation_routes import slice_ as invitations
from api.auth.routes import slice_ as auth
from api.config import Config
from api.contacts.routes import slice_ as contacts
from api.contributions.routes import slice_ as contributions
from api.dashboards.overview.routes import slice_ as overview
from api.dashboards.routes import slice_ as dashboards
from api.dashboards.whereabouts.routes import slice_ as whereabouts
from api.db import Database, connect
from api.errors import Refusal
from api.handoffs.routes import slice_ as handoffs
from api.http import problems, static
from api.http.running import NAME, Running, read
from api.integration.clients.routes import slice_ as service_clients
from api.integration.feed.routes import slice_ as feed
from api.integration.webhooks.routes import slice_ as webhooks
from api.jobs.pulse import is_anybody_alive
from api.jobs.routes import slice_ as jobs
from api.members.groups.routes import slice_ as groups
from api.members.households.routes import slice_ as households
from api.members.imports.routes import slice_ as imports
from api.members.routes import slice_ as members
from api.needs.routes import slice_ as needs
from api.organizations.routes import slice_ as organizations
from api.pairings.routes import slice_ as pairings
from api.regions.routes import slice_ as regions
from api.registers.routes import slice_ as registers
from api.reminders.routes import slice_ as reminders
from api.reports.routes import slice_ as reports
from api.screenings.routes import slice_ as screenings
from api.settings.routes import slice_ as settings
from api.standing.dues.routes import slice_ as dues
from api.standing.hosts.routes import slice_ as hosts
from api.standing.lists.routes import slice_ as standing_lists
from api.standing.probation.routes import slice_ as probation
from api.standing.registrations.routes import slice_ as registrations
from api.standing.routes import slice_ as standing
from api.standing.transfers.routes import slice_ as transfers
from api.trainings.routes import slice_ as trainings
from api.upkeep.routes import slice_ as sync
from api.visits.routes import slice_ as visits

SLICES = (
    auth,
    invitations,
    grants,
    organizations,
    members,
    groups,
    households,
    imports,
    standing,
    needs,
    dues,
    probation,
    transfers,
    hosts,
    registrations,
    standing_lists,
    pairings,
    reports,
    contacts,
    contributions,
    screenings,
    trainings,
    visits,
    handoffs,
    dashboards,
    reminders,
    whereabouts,
    overview,
    registers,
    regions,
    attachments,
    jobs,
    service_clients,
    feed,
    webhooks,
    settings,
    sync,
)

_BODY_LIMIT = 2 * 1024 * 1024
"""Bytes of a JSON body; files have a limit of their own."""


class _Orjson(JSONProvider):
    def dumps(self, obj: Any, **options: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **options: Any) -> Any:
        return orjson.loads(s)


class _Api(flask_smorest.Api):
    def _register_error_handlers(self) -> None:
        """Leave the handlers to `problems`, which keep the headers of a 405 and a 429."""


def create_app(config: Config, database: Database | None = None) -> Flask:
    """Build the application. Raise KeysMissingError where the installation has no keys."""
    crypto.use(crypto.Keys.read(config.keys_file))
    passwords.use(config.password_cost)
    app = Flask(__name__, static_folder=None)
    app.json = _Orjson(app)
    # An address with two slashes is no address of ours: not found, rather than a page that leads elsewhere.
    app.url_map.merge_slashes = False
    app.extensions[NAME] = Running(config, database or connect(config.engine_url))
    app.config.update(
        API_TITLE="连心桥 Lianxinqiao",
        API_VERSION="1.0.0",
        OPENAPI_VERSION="3.1.0",
        MAX_CONTENT_LENGTH=_BODY_LIMIT,
        JWT_SECRET_KEY=crypto.keys().tokens,
        JWT_ALGORITHM="HS256",
        JWT_TOKEN_LOCATION=["headers"],
    )
    _answer_tokens(JWTManager(app))
    problems.register(app)
    api = _Api(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_schema_name)})
    for slice_ in SLICES:
        api.register_blueprint(slice_, url_prefix="/api/v1")
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.add_url_rule("/readyz", "readyz", _readyz)
    static.serve_pwa(app, config.static)
    if config.trusted_proxies:
        count = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _answer_tokens(tokens: JWTManager) -> None:
    # These loaders must return the answer: raising inside them gives a 500.
    tokens.unauthorized_loader(lambda _why: problems.problem(Refusal("unauthenticated")))
    tokens.invalid_token_loader(lambda _why: problems.problem(Refusal("unauthenticated")))
    tokens.expired_token_loader(lambda _head, _body: problems.problem(Refusal("token_expired")))


def _schema_name(schema: Any) -> str:
    """Name a schema in the OpenAPI document: `ReceiptShape` is a `Receipt` there."""
    return resolve_schema_cls(schema).__name__.removesuffix("Shape")  # type: ignore[union-attr]


def _healthz() -> Response:
    read(lambda session: session.execute(text("SELECT 1")))
    return jsonify(status="ok")


def _readyz() -> tuple[Response, int]:
    """Say whether everything works that people rely on: without a worker the server answers, and jobs wait."""
    worker = read(is_anybody_alive)
    status = "ok" if worker else "no worker was seen in the last minute"
    return jsonify(status=status, database=True, worker=worker), 200 if worker else 503
