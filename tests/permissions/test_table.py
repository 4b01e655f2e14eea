"""Every route, method and role against one written table: what the design says, not what the code says.

Each cell tells what happens to a caller who reaches for something of theirs, of their branch, of the township itself,
of another branch, and of another township, in this order (the places of `tests.permissions.filled`):

    +  let in        0  an empty list      1  401, please sign in
    3  403, your role may not              4  404: not yours, and not there, look the same
    .  there is no such thing

A cell of one mark is for what belongs to no place. The last column is somebody who is not signed in.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api import clock, seasons
from api.auth.notice import VERSION
from tests.auth.doors import PHONES
from tests.permissions.filled import (
    PASSWORD,
    ROBOT,
    STAFF_WHO_UPLOAD,
    Filled,
    pack_order,
    print_order,
    webhook_order,
)

TABLE = """
                                                        officer secretary recorder auditor admin member nobody
GET /healthz                                              +       +       +       +       +       +       +
GET /regions                                              +       +       +       +       +       +       +
GET /auth/notice                                          +       +       +       +       +       +       +
POST /auth/sign-in                                        +       +       +       +       +       +       +
POST /auth/refresh  without its cookie                    1       1       1       1       1       1       1
POST /auth/sign-out                                       +       +       +       +       +       +       1
POST /auth/sign-out-everywhere                            +       +       +       +       +       +       1
GET /auth/me                                              +       +       +       +       +       +       1
POST /auth/password                                       +       +       +       +       +       +       1
POST /auth/consents                                       +       +       +       +       +       +       1
POST /auth/invitation-lookups                             +       +       +       +       +       +       +
POST /auth/invitation-acceptances                         +       +       +       +       +       +       +
GET /sync                                                 +       +       +       +       +       +       1
PUT /attachments/{new}                                    +       +       +       3       3       +       1

GET /organizations                                        +       +       +       +       +       +       1
GET /organizations/{node}                               .+++4   .++44   .+444   .+++4   .+++4   .++44     1
GET /organizations/{node}/names                         .+++4   .++44   .+444   .+++4   .+++4   .++44     1
PATCH /organizations/{node}                             .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /organizations/{node}/names                        .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /organizations  a branch of this township          ..+.4   ..3.3   ..3.3   ..3.3   ..+.4   ..3.3     1

GET /grants?organization_id={node}                      .+++4   .+444   .3333   .3333   .+++4   .3333     1
POST /grants                                            .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /grants/{grant}/ending                             .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /delegations                                       .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /delegations/{delegation}/ending                   .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /invitations?organization_id={node}                 .+++4   .+444   .3333   .3333   .+++4   .3333     1
POST /invitations                                       .+.+4   3+.44   .3.33   .3.33   .+.+4   33.33     1
DELETE /invitations/{invitation}                        .+.+4   .+.44   .3.33   .3.33   .+.+4   .3.33     1

GET /members                                              +       +       +       +       3       +       1
GET /members?organization_id={node}                     .+++4   .+444   .+444   .+++4   .3333   .+444     1
POST /members                                           .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /members/{member}                                   .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}?reveal=true                       .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
PATCH /members/{member}                                 .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
POST /members/{member}/leaving                          .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /members/{member}/moving  into a branch in reach   .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /members/{member}/moving  into one that is not     .4.44   34.44   .3.33   .3.33   .3.33   33.33     1
POST /members/{member}/roll-decisions                   .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /members/{member}/erasure                          .+.+4   33.33   .3.33   .3.33   .3.33   33.33     1
GET /members/{member}/timeline                          .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/readings                          .+.+4   ++.44   .3.33   .3.33   .3.33   +4.44     1
GET /members/{member}/own-record                        .3.34   +3.44   .3.44   .3.34   .3.33   +4.44     1
GET /members/duplicates?organization_id={node}          .+++4   .+444   .3333   .3333   .3333   .3333     1
POST /members/merges                                    .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /members/tellings-apart                            .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /members/opening?organization_id={node}             .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /members/opening                                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /members/export?organization_id={node}              .+++4   .+444   .3333   .+++4   .3333   .3333     1
GET /members/export?organization_id={node}&reveal=true  .+++4   .+444   .3333   .3333   .3333   .3333     1
GET /groups?organization_id={node}                      .+0+4   .+444   .+444   .+0+4   .3333   .+444     1
POST /groups                                            .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /groups/{group}                                     .+.+4   .+.44   .+.44   .+.+4   .3.33   .+.44     1
PATCH /groups/{group}                                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /households?organization_id={node}                  .+0+4   .+444   .+444   .+0+4   .3333   .+444     1
POST /households                                        .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /households/{household}                             .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
PATCH /households/{household}                           .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1

POST /roster-imports                                    .+++4   .+444   .+444   .3333   .3333   .3333     1
GET /roster-imports/{import}                            .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /roster-imports/{import}/rows                       .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /roster-imports/{import}/confirmation              .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /readyz                                               +       +       +       +       +       +       +
GET /workers                                              0       3       3       3       0       3       1
GET /jobs                                                 +       +       +       3       +       3       1
GET /jobs?organization_id={node}                        .+++4   .+444   .+444   .3333   .+++4   .3333     1
GET /jobs/{job}                                         .+.+4   .+.44   .+.44   .3.33   .+.+4   .3.33     1
POST /jobs/{job}/cancellation                           .+.+4   .+.44   .+.44   .3.33   .+.+4   .3.33     1
POST /jobs/{job}/retry                                  .+.+4   .+.44   .+.44   .3.33   .+.+4   .3.33     1

GET /webhooks                                             +       3       3       3       +       3       1
GET /webhooks?organization_id={node}                    .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /webhooks                                          .+++4   .3333   .3333   .3333   .+++4   .3333     1
GET /webhooks/{webhook}                                 .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
PATCH /webhooks/{webhook}                               .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/pause                          .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/resumption                     .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/rotations                      .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/tests                          .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
GET /webhooks/{webhook}/dead-letters                    .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/replays  of all since a day    .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /webhooks/{webhook}/ending                         .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1

GET /reports                                              +       +       +       +       3       +       1
GET /reports?member_id={member}                         .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
GET /reports?organization_id={node}                     .+.+0   .+.00   .+.00   .+.+0   .3.33   .+.00     1
POST /reports                                           .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
POST /reports  hearsay                                  .+.+4   ++.44   .+.44   .3.33   .3.33   ++.44     1
GET /reports/{report}                                   .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /reports/{report}?reveal=true                       .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
PATCH /reports/{report}  handed in by the member        .3.34   +3.44   .3.44   .3.33   .3.33   +4.44     1
POST /reports/{report}/withdrawal  by the member        .3.34   +3.44   .3.44   .3.33   .3.33   +4.44     1
POST /reports/{report}/acceptance                       .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /reports/{report}/sending-back                     .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1

GET /needs                                                +       +       +       +       3       +       1
GET /needs?member_id={member}                           .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
GET /needs?organization_id={node}                       .+.+0   .+.00   .+.00   .+.+0   .3.33   .+.00     1
POST /needs                                             .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
GET /needs/{need}                                       .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
PATCH /needs/{need}                                     .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
POST /needs/{need}/withdrawal  by the member            .3.34   +3.44   .3.44   .3.33   .3.33   +4.44     1
POST /needs/{need}/assignment                           .+.+4   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /needs/{need}/steps                                .+.+4   ++.44   .+.44   .3.33   .3.33   34.44     1
POST /needs/{need}/closing                              .+.+4   ++.44   .+.44   .3.33   .3.33   34.44     1
POST /needs/{need}/telling                              .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
POST /needs/{need}/reopening                            .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1

GET /handoffs                                             +       +       +       3       3       3       1
GET /handoffs?organization_id={node}                    .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /handoffs                                          .+.+4   33.33   .3.33   .3.33   .3.33   33.33     1
GET /handoffs/known?organization_id={node}&member_id={member}&about=contact  .+.+4   33.33   .3.33   .3.33   .3.33   33.33     1
GET /handoffs/{handoff}                                 .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /handoffs/{handoff}/branches                        .3.34   33.33   .3.33   .3.33   .3.33   33.33     1
POST /handoffs/{handoff}/passing-on                     .3.34   33.33   .3.33   .3.33   .3.33   33.33     1
POST /handoffs/{handoff}/answer                         .3.34   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /handoffs/{handoff}/reply                          .+.+4   33.33   .3.33   .3.33   .3.33   33.33     1
POST /handoffs/{handoff}/reopening                      .3.34   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /handoffs/{handoff}/withdrawal                     .+.+4   33.33   .3.33   .3.33   .3.33   33.33     1

GET /visits                                               +       +       +       +       3       +       1
GET /visits?member_id={member}                          .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
POST /visits                                            .+.+4   ++.44   .+.44   .3.33   .3.33   34.44     1
GET /visits/{visit}                                     .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /visits/{visit}/photos/{snapshot}                   .+.+4   ++.44   .+.44   .4.44   .3.33   +4.44     1
PATCH /visits/{visit}                                   .+.+4   ++.44   .+.44   .3.33   .3.33   34.44     1
POST /visits/{visit}/voiding                            .+.+4   ++.44   .+.44   .3.33   .3.33   34.44     1
GET /visits/plan?organization_id={node}                 .+++4   .+444   .+444   .+++4   .3333   .+444     1
POST /visits/plan/calls                                 .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /members/{member}/arrival                           .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /members/{member}/arrival                          .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1

GET /members/{member}/standing                          .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/away-periods                      .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /members/{member}/standing-decisions               .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /away-periods/{away}/corrections                   .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /cards/{card}/numbering                            .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /cards/{card}/changes                              .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
GET /contacts                                             +       +       +       +       3       +       1
GET /contacts?member_id={member}                        .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
GET /contacts?organization_id={node}                    .+.+0   .+.00   .+.00   .+.+0   .3.33   .+.00     1
POST /contacts                                          .+.+4   .+.44   .+.44   .3.33   .3.33   33.33     1
GET /contacts/{contact}                                 .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
PATCH /contacts/{contact}  noted down by the officer    .+.+4   3+.44   .3.44   .3.33   .3.33   33.33     1
POST /contacts/{contact}/withdrawal  by the officer     .+.+4   3+.44   .3.44   .3.33   .3.33   33.33     1
POST /contacts/{contact}/merging                        .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
GET /contacts/today  of one's own members                 3       3       3       3       3       3       1
GET /contacts/today?organization_id={node}              .3333   .+444   .+444   .3333   .3333   .3333     1
GET /contacts/fulfilment?organization_id={node}&month=2026-10  .3333   .+444   .+444   .3333   .3333   .3333     1
GET /members/{member}/contacts                          .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/contact-calendar                  .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/search-record                     .+.+4   ++.44   .+.44   .+.+4   .3.33   33.33     1
GET /members/{member}/contact-pauses                    .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /members/{member}/contact-pauses                   .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
POST /contact-pauses/{pause}/ending                     .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /pairings                                             +       +       +       +       3       +       1
GET /pairings?member_id={member}                        .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
GET /pairings/board?organization_id={node}              .+++4   .+444   .+444   .+++4   .3333   .3444     1
GET /pairings/suggestion?organization_id={node}         .+++4   .+444   .+444   .+++4   .3333   .3444     1
POST /pairings                                          .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /pairings/endings                                  .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /pairings/resumptions                              .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
PATCH /pairings/{pairing}                               .+.+4   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /pairings/{pairing}/lead                           .+.+4   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /bonds                                             .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /bonds/{bond}/withdrawal                           .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /members/{member}/contact-card                      .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/contact-card?reveal=true          .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
GET /contact-cards?organization_id={node}               .+++4   .+444   .+444   .+++4   .3333   .3444     1
GET /contact-cards?organization_id={node}&reveal=true   .+++4   .+444   .+444   .3333   .3333   .3444     1
POST /members/{member}/call                             .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /standings?organization_id={node}                   .+++4   .+444   .+444   .+++4   .3333   .3444     1
GET /standing-lists?organization_id={node}              .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /dashboards/overview?organization_id={node}         .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /dashboards/people?organization_id={node}&figure=away  .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /dashboards/rings?organization_id={node}            .3333   .+444   .+444   .3+34   .3333   .3333     1
GET /dashboards/rings/screening?organization_id={node}  .3333   .+444   .+444   .3+34   .3333   .3333     1

GET /dues?organization_id={node}                        .+0+4   .+444   .+444   .+0+4   .3333   .3444     1
GET /members/{member}/dues                              .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /dues/payments                                     .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
POST /dues/waivers                                      .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /dues/corrections                                  .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
POST /dues/assessments                                  .+.+4   ++.44   .3.33   .3.33   .3.33   33.33     1
GET /dues/suggestion?organization_id={node}&category=farmer  .+++4   .+444   .+444   .3333   .3333   .3333     1

GET /members/{member}/probation                         .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /members/{probationary}/probation-steps            .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /probation-steps/{step}/corrections                .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /members/{member}/transfers                         .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /transfers                                         .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /transfers/{transfer}/acts                         .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
GET /members/{member}/host-links                        .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/host-links?reveal=true            .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
POST /members/{member}/host-links                       .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /members/{member}/introduction                      .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /members/{member}/national-registration             .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
POST /national-registrations                            .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /national-registrations/differences?organization_id={node}  .0004   .0444   .0444   .3333   .3333   .3333     1
GET /national-registrations/differences?organization_id={node}&reveal=true  .+++4   .+444   .+444   .3333   .3333   .3333     1
GET /national-registrations/sheet?organization_id={node}  .+++4   .+444   .+444   .3333   .3333   .3333     1
GET /contributions                                        +       +       +       +       3       +       1
GET /contributions?member_id={member}                   .+.+0   ++.00   .+.00   .+.+0   .3.33   +0.00     1
GET /contributions?organization_id={node}               .+.+0   .+.00   .+.00   .+.+0   .3.33   .+.00     1
GET /contributions/threads?organization_id={node}       .+0+4   .+444   .+444   .+0+4   .3333   .3444     1
POST /contributions                                     .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1
GET /contributions/{contribution}                       .+.+4   ++.44   .+.44   .+.+4   .3.33   +4.44     1
GET /contributions/{contribution}/photos/{picture}       .+.+4   ++.44   .+.44   .4.44   .3.33   +4.44     1
PATCH /contributions/{contribution}  by the member      .3.34   +3.44   .3.44   .3.33   .3.33   +4.44     1
POST /contributions/{contribution}/withdrawal  by the member  .3.34   +3.44   .3.44   .3.33   .3.33   +4.44     1
POST /contributions/{contribution}/acceptance           .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /contributions/{contribution}/sending-back         .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
GET /campaigns?organization_id={node}                   .+0+4   .+444   .+444   .+0+4   .3333   .+444     1
POST /campaigns                                         .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /campaigns/{campaign}/ending                       .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /campaigns/{campaign}/participants                 .+.+4   ++.44   .+.44   .3.33   .3.33   +4.44     1

GET /screenings?organization_id={node}                  .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /screenings/windows?organization_id={node}          .+++4   .+444   .+444   .+++4   .3333   .3333     1
POST /screenings                                        .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /screenings/{screening}                             .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /screenings/{screening}/members                     .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
POST /screenings/{screening}/findings                   .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
GET /screenings/findings/{finding}                      .+.+4   ++.44   .+.44   .+.+4   .3.33   33.33     1
PATCH /screenings/findings/{finding}                    .+.+4   ++.44   .+.44   .3.33   .3.33   33.33     1
POST /screenings/{screening}/voiding                    .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /screenings/{screening}/closing                    .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1

GET /handover?organization_id={node}                    .+++4   .+444   .3333   .3333   .3333   .3333     1
GET /desk?organization_id={node}                        .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /whereabouts?organization_id={node}                 .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /whereabouts/clusters?organization_id={node}&by=county  .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /whereabouts/members?organization_id={node}         .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers?organization_id={node}                   .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers/reports/rows?organization_id={node}&{year}  .+++4  .+444   .+444   .+++4   .3333   .3333     1
GET /registers/reports/rows?organization_id={node}&{year}&reveal=true  .+++4  .+444   .+444   .3334   .3333   .3333     1
GET /registers/prints?organization_id={node}            .+++4   .+444   .+444   .+++4   .3333   .3333     1
POST /registers/prints                                  .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers/prints/{print}                           .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /registers/prints/{print}/file                      .+.+4   .+.44   .+.44   .3.34   .3.33   .3.33     1
GET /registers/prints/{print}/corrections               .+.+4   .+.44   .+.44   .3.34   .3.33   .3.33     1
GET /registers/prints/{print}/correction-pages          .+.+4   .+.44   .+.44   .3.34   .3.33   .3.33     1
GET /registers/summary?organization_id={node}           .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers/summary/file?organization_id={node}      .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers/packs?organization_id={node}             .+++4   .+444   .+444   .+++4   .3333   .3333     1
POST /registers/packs                                   .+++4   .+444   .+444   .+++4   .3333   .3333     1
GET /registers/packs/{pack}                             .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /registers/packs/{pack}/file                        .+.+4   .+.44   .+.44   .3.34   .3.33   .3.33     1
POST /registers/packs/{pack}/cancellation               .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /registers/sheets?organization_id={node}            .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /registers/sheets                                  .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /registers/sheets/{sheet}                           .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /registers/sheets/{sheet}/file                      .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /registers/sheets/{sheet}/rows                     .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /registers/verify?code={check}                      .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /settings?organization_id={node}                    .+++4   .+444   .+444   .+++4   .+++4   .3333     1
GET /settings?member_id={member}                        .+.+4   ++.44   .+.44   .+.+4   .4.44   33.33     1
POST /settings  for a node                              .+++4   .+444   .3333   .3333   .+++4   .3333     1
POST /settings  for a member                            .+.+4   ++.44   .3.33   .3.33   .4.44   33.33     1

POST /oauth/token  with a client's secret                 +       +       +       +       +       +       +
GET /service-clients                                      +       3       3       3       +       3       1
GET /service-clients?organization_id={node}             .+++4   .3333   .3333   .3333   .+++4   .3333     1
GET /service-clients/scopes?organization_id={node}      .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /service-clients                                   .+++4   .3333   .3333   .3333   .+++4   .3333     1
POST /service-clients  to read members                  .+++4   .3333   .3333   .3333   .3334   .3333     1
GET /service-clients/{client}                           .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
PATCH /service-clients/{client}                         .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /service-clients/{client}/secrets                  .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
POST /service-clients/{client}/revocation               .+.+4   .3.33   .3.33   .3.33   .+.+4   .3.33     1
GET /feed?organization_id={node}                        .+++4   .+444   .3333   .+++4   .+++4   .3333     1
GET /organizations/{node}/feed                          .+++4   .+444   .3333   .+++4   .+++4   .3333     1

GET /trainings                                            +       +       +       +       3       3       1
GET /trainings?organization_id={node}                   .+.+0   .+.00   .+.00   .+.+0   .3.33   .3.33     1
POST /trainings                                         .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /trainings/{training}                               .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
GET /trainings/{kept}  which is not for everybody       .+.+4   .+.44   .+.44   .4.44   .3.33   .3.33     1
GET /trainings/{kept}/calendar                          .+.+4   .+.44   .+.44   .4.44   .3.33   .4.44     1
PATCH /trainings/{training}                             .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{training}/calling-off                  .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /training-series                                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /training-series/{series}/ending                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{training}/attendance                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{training}/own-attendance               .3.33   ++.44   .3.33   .3.33   .3.33   ++.44     1
POST /trainings/{training}/exclusions                   .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /trainings/{training}/written-opinions             .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
PATCH /trainings/{training}/minutes                     .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{held}/closing                          .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /trainings/{closed}/corrections                     .+.+4   .+.44   .+.44   .+.+4   .3.33   .3.33     1
POST /trainings/{closed}/corrections                    .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /trainings/{training}/make-ups                     .+.+4   ++.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{training}/own-make-ups                 .3.33   ++.44   .3.33   .3.33   .3.33   ++.44     1
POST /make-ups/{make_up}/confirmation                   .+.+4   3+.44   .3.33   .3.33   .3.33   33.33     1
POST /trainings/{training}/materials                    .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /materials/{material}/withdrawal                   .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /materials/{file}/file                              .+.+4   ++.44   .+.44   .+.+4   .3.33   ++.44     1
GET /trainings/{training}/calendar                      .+.+4   ++.44   .+.44   .+.+4   .3.33   ++.44     1
GET /trainings/{training}/notices                       .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
POST /trainings/{training}/notices                      .+.+4   .+.44   .+.44   .3.33   .3.33   .3.33     1
GET /training-frequency?organization_id={node}&year=2026  .+0+4   .+444   .+444   .+0+4   .3333   .3333     1
GET /committee-seats?organization_id={node}             .+0+4   .+444   .+444   .+0+4   .3333   .3333     1
POST /committee-seats                                   .+.+4   ++.44   .3.33   .3.33   .3.33   33.33     1
POST /committee-seats/{seat}/ending                     .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /learning                                             3       +       3       3       3       +       1

GET /inbox                                                0       0       0       0       0       0       1
PUT /inbox/reading                                        +       +       +       +       +       +       1
GET /reminder-choices                                     +       +       +       +       +       +       1
PUT /reminder-choices                                     +       +       +       +       +       +       1
GET /robots?organization_id={node}                      .+0+4   .+444   .3333   .3333   .3333   .3333     1
POST /robots                                            .+++4   .+444   .3333   .3333   .3333   .3333     1
GET /robots/{robot}                                     .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
PATCH /robots/{robot}                                   .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /robots/{robot}/trials                             .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
POST /robots/{robot}/ending                             .+.+4   .+.44   .3.33   .3.33   .3.33   .3.33     1
GET /calendar-feeds                                       +       +       +       +       +       +       1
POST /calendar-feeds                                      +       +       +       +       +       +       1
POST /calendar-feeds/ending                               +       +       +       +       +       +       1
GET /calendar-feeds/{feed}                                +       +       +       +       +       +       +
"""

CALLERS = {
    "officer": "孙委员",
    "secretary": "周书兰",
    "recorder": "何记",
    "auditor": "钱审",
    "admin": "赵管",
    "member": "陈远",
    "nobody": None,
}
YEAR = f"from_on={clock.today() - timedelta(days=300)}&to_on={clock.today()}"
PLACES = ("own", "branch", "town", "other", "beyond")
_WHO = {"branch": "李守田", "other": "郑飞", "beyond": "韩外"}
_NODES = {"branch": "青松村", "town": "云栖镇", "other": "白鹭村", "beyond": "竹溪村"}
_CLOSED = {"1": 401, "3": 403, "4": 404}
_NOT_REACHED = {400, 401, 403, 404, 405, 406, 413, 415, 500}
"""What a call that was let in never gets; a conflict with what the row's first caller did is fine."""
_MAY_BE_EMPTY = re.compile("duplicates|contacts/today|search-record|dead-letters|clusters")
_NEVER_DONE = {"POST /settings  for a member"}
"""Let in, and then told that there is no such setting at this level yet."""


def _read_table() -> dict[str, dict[str, str]]:
    columns, *lines = (line for line in TABLE.splitlines() if line.strip())
    rows = {}
    for line in lines:
        *name, cells = re.split(r"\s{2,}(?=[+.0-4]{1,5}\s)", line, maxsplit=1)
        rows[name[0]] = dict(zip(columns.split(), cells.split(), strict=True))
    return rows


ROWS = _read_table()
LOOKS = [row for row in ROWS if row.startswith("GET") and "reveal" not in row]
ACTS = [row for row in ROWS if row not in LOOKS]


class Reach:
    """One caller who reaches for something at one place."""

    def __init__(self, filled: Filled, row: str, role: str, place: str) -> None:
        self.filled, self.row, self.role, self.place = filled, row, role, place
        self.name = CALLERS[role]
        world = filled.world
        whose = (
            {"secretary": "周书兰", "member": "陈远"}[role] if place == "own" else _WHO.get(place, "李守田")
        )
        self.ids = {**filled.of(whose), "new": str(uuid4()), "year": YEAR}
        if place in _NODES:
            self.ids["node"] = str(world.node(_NODES[place]))

    @property
    def path(self) -> str:
        """Return the address that is reached for."""
        return re.sub(r"\{(\w+)}", lambda found: self.ids[found[1]], self.row.split(" ")[1])

    def send(self) -> TestResponse:
        """Make the call."""
        world = self.filled.world
        caller = world.as_(self.name) if self.name else world.stranger
        if self.path in {"/healthz", "/readyz"}:
            return caller.http.get(self.path)
        options = BODIES[self.row](self) if self.row in BODIES else {}
        return caller.send(self.row.split(" ")[0], self.path, **options)


def _json(body: Callable[[Reach], dict[str, Any]]) -> Callable[[Reach], dict[str, Any]]:
    return lambda reach: {"json": body(reach)}


def _edit(body: dict[str, Any]) -> Callable[[Reach], dict[str, Any]]:
    return lambda reach: {"json": body, "headers": {"If-Match": reach.ids["version"]}}


def _today() -> str:
    return str(clock.today())


def _next_window() -> str:
    return seasons.next_window(clock.today(), seasons.Calendar(), seasons.VISITS).key


def _send_file(_reach: Reach) -> dict[str, Any]:
    return {
        "data": b"",
        "content_type": "text/csv",
        "headers": {"X-Content-SHA256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    }


def _grant(reach: Reach) -> dict[str, Any]:
    role = "auditor" if reach.place == "town" else "recorder"
    newcomer = {"name": "方新来", "phone": "19911110000"}
    return {"organization_id": reach.ids["node"], "role": role, "newcomer": newcomer}


def _delegation(reach: Reach) -> dict[str, Any]:
    until = clock.today() + timedelta(days=7)
    return {
        "organization_id": reach.ids["node"],
        "person_id": reach.ids["person"],
        "from_on": _today(),
        "to_on": str(until),
    }


def _move_within_reach(reach: Reach) -> dict[str, Any]:
    # A secretary decides in one branch only: moving within it is told apart from a branch out of sight.
    target = "青松村" if reach.role == "secretary" or reach.place == "other" else "白鹭村"
    return {"organization_id": str(reach.filled.world.node(target)), "on": _today(), "basis": "本人申请"}


def _move_out_of_reach(reach: Reach) -> dict[str, Any]:
    target = "白鹭村" if reach.role == "secretary" and reach.place != "other" else "竹溪村"
    return {"organization_id": str(reach.filled.world.node(target)), "on": _today(), "basis": "本人申请"}


def _pair(reach: Reach) -> dict[str, Any]:
    # With somebody at home who is paired with nobody yet.
    pair = {"member_id": reach.ids["member"], "liaison_id": reach.ids["twice"]}
    return {"organization_id": reach.ids["node"], "pairs": [pair]}


def _report(reach: Reach) -> dict[str, Any]:
    own = reach.place == "own"
    return {
        "member_id": reach.ids["member"],
        "kind": "check_in",
        "method": "self" if own else "phone",
        "reported_on": _today(),
    }


def _contact(reach: Reach) -> dict[str, Any]:
    return {"member_ids": [reach.ids["member"]], "way": "phone", "happened_on": _today()}


def _ticked(reach: Reach) -> dict[str, Any]:
    return {
        "organization_id": reach.ids["node"],
        "member_ids": [reach.ids["member"]],
        "from_month": "2024-02",
        "to_month": "2024-03",
    }


def _good_deed() -> dict[str, Any]:
    return {"kind": "jobs", "on_date": _today(), "words": "带了三位乡亲进厂"}


def _found_out() -> dict[str, Any]:
    return {"screened_on": _today(), "method": "phone", "asked": "self", "result": "same"}


def _training(reach: Reach) -> dict[str, Any]:
    begins = datetime.combine(clock.today(), time(0, 0), clock.ZONE)
    return {
        "organization_id": reach.ids["node"],
        "kind": "theme_day",
        "title": "学党史",
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=2)).isoformat(),
    }


def _training_series(reach: Reach) -> dict[str, Any]:
    return {
        "organization_id": reach.ids["node"],
        "kind": "theme_day",
        "title": "学党史",
        "every": "month",
        "on_day": 5,
        "from_on": _today(),
        "to_on": str(clock.today() + timedelta(days=40)),
        "starts_time": "15:00",
        "minutes": 60,
    }


def _system(*scopes: str) -> Callable[[Reach], dict[str, Any]]:
    return _json(
        lambda reach: {"organization_id": reach.ids["node"], "name": "县里的平台", "scopes": list(scopes)}
    )


def _client_secret(reach: Reach) -> dict[str, Any]:
    secret = {"client_id": reach.ids["client"], "client_secret": reach.ids["client_secret"]}
    return {"data": {"grant_type": "client_credentials", **secret}}


BODIES: dict[str, Callable[[Reach], dict[str, Any]]] = {
    "POST /oauth/token  with a client's secret": _client_secret,
    "POST /service-clients": _system("feed:read"),
    "POST /service-clients  to read members": _system("feed:read", "members:read"),
    "PATCH /service-clients/{client}": _edit({"name": "新平台"}),
    "POST /service-clients/{client}/secrets": _json(lambda _: {}),
    "POST /service-clients/{client}/revocation": _json(lambda _: {}),
    "POST /trainings": _json(_training),
    "PATCH /trainings/{training}": _edit({"place": "村小学"}),
    "POST /trainings/{training}/calling-off": _json(lambda _: {"reason": "下大雨"}),
    "POST /training-series": _json(_training_series),
    "POST /training-series/{series}/ending": _json(lambda _: {"last_on": _today(), "reason": "换日子"}),
    "POST /trainings/{training}/attendance": _json(
        lambda reach: {"entries": [{"member_id": reach.ids["member"], "way": "video"}]}
    ),
    "POST /trainings/{training}/own-attendance": _json(lambda _: {"way": "video"}),
    "POST /trainings/{training}/exclusions": _json(
        lambda reach: {"member_id": reach.ids["member"], "basis_code": "long_ill"}
    ),
    "POST /trainings/{training}/written-opinions": _json(
        lambda reach: {"member_id": reach.ids["member"], "received_on": _today()}
    ),
    "PATCH /trainings/{training}/minutes": lambda _: {
        "json": {"content": "学了一章。"},
        "headers": {"If-Match": '"0"'},
    },
    "POST /trainings/{closed}/corrections": lambda _: {
        "json": {"basis": "核对签到本", "minutes": {"topics": "修路"}},
        "headers": {"If-Match": '"2"'},
    },
    "POST /trainings/{held}/closing": _json(lambda _: {}),
    "PUT /inbox/reading": _json(lambda _: {"ids": [str(uuid4())]}),
    "PUT /reminder-choices": _json(lambda _: {"inbox": True, "sms": False, "hour": None}),
    "POST /robots": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "kind": "wecom",
            "name": "支部群",
            "address": ROBOT,
        }
    ),
    "PATCH /robots/{robot}": _edit({"name": "新的群"}),
    "POST /robots/{robot}/trials": _json(lambda _: {}),
    "POST /robots/{robot}/ending": _json(lambda _: {}),
    "POST /calendar-feeds": _json(lambda _: {}),
    "POST /calendar-feeds/ending": _json(lambda _: {}),
    "POST /materials/{material}/withdrawal": _json(lambda _: {}),
    "POST /trainings/{training}/make-ups": _json(
        lambda reach: {"member_id": reach.ids["member"], "on_date": _today(), "way": "visit"}
    ),
    "POST /trainings/{training}/own-make-ups": _json(lambda _: {"on_date": _today(), "way": "material"}),
    "POST /make-ups/{make_up}/confirmation": _json(lambda _: {"confirmed": True}),
    "POST /trainings/{training}/materials": _json(
        lambda _: {"title": "公报", "link": "https://study.example.org/"}
    ),
    "POST /trainings/{training}/notices": _json(lambda _: {"way": "group"}),
    "POST /committee-seats": _json(lambda reach: {"member_id": reach.ids["member"], "from_on": _today()}),
    "POST /committee-seats/{seat}/ending": _json(lambda _: {"to_on": _today()}),
    "POST /auth/sign-in": _json(
        lambda reach: {"phone": PHONES[reach.name or "李守田"], "password": PASSWORD},
    ),
    "POST /auth/password": _json(lambda _: {"current_password": PASSWORD, "new_password": "Qingsong-2027"}),
    "POST /auth/consents": _json(lambda _: {"kind": "notice", "version": VERSION, "agreed": True}),
    "POST /auth/invitation-lookups": _json(lambda reach: {"code": reach.ids["code"]}),
    "POST /auth/invitation-acceptances": _json(
        lambda reach: {"code": reach.ids["code"], "password": "Songlin-2026"}
    ),
    "PUT /attachments/{new}": _send_file,
    "PATCH /organizations/{node}": _edit({"office_phone": "07187000000"}),
    "POST /organizations/{node}/names": _json(lambda _: {"name": "新名字党支部", "from_on": _today()}),
    "POST /organizations  a branch of this township": _json(
        lambda reach: {
            "kind": "branch",
            "parent_id": str(
                reach.filled.world.node("石桥镇" if reach.place == "beyond" else "云栖镇"),
            ),
            "name": "新村党支部",
            "short_name": "新村",
        }
    ),
    "POST /grants": _json(_grant),
    "POST /grants/{grant}/ending": _json(lambda _: {}),
    "POST /delegations": _json(_delegation),
    "POST /delegations/{delegation}/ending": _json(lambda _: {}),
    "POST /invitations": _json(lambda reach: {"person_id": reach.ids["person"]}),
    "POST /members": _json(
        lambda reach: {"name": "新同志", "kind": "full", "organization_id": reach.ids["node"]}
    ),
    "PATCH /members/{member}": _edit({"note": "爱唱歌"}),
    "POST /members/{member}/leaving": _json(
        lambda _: {"reason": "transferred", "on": _today(), "basis": "介绍信"}
    ),
    "POST /members/{member}/moving  into a branch in reach": _json(_move_within_reach),
    "POST /members/{member}/moving  into one that is not": _json(_move_out_of_reach),
    "POST /members/{member}/roll-decisions": _json(
        lambda _: {"roll_status": "retained", "on": _today(), "basis": "上级批复"}
    ),
    "POST /members/{member}/erasure": _json(lambda _: {"basis": "requested"}),
    "POST /members/merges": _json(
        lambda reach: {"keep_id": reach.ids["member"], "drop_id": reach.ids["twice"]}
    ),
    "POST /members/tellings-apart": _json(
        lambda reach: {"one_id": reach.ids["member"], "other_id": reach.ids["twice"]}
    ),
    "POST /members/opening": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "rows": [{"member_id": reach.ids["member"], "last_contact_on": _today()}],
        }
    ),
    "POST /groups": _json(lambda reach: {"organization_id": reach.ids["node"], "name": "二组"}),
    "PATCH /groups/{group}": _edit({"name": "三组"}),
    "POST /households": _json(
        lambda reach: {"organization_id": reach.ids["node"], "member_ids": [reach.ids["member"]]}
    ),
    "PATCH /households/{household}": _edit({"all_away": True}),
    "POST /roster-imports": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "attachment_id": reach.filled.files[reach.name if reach.name in STAFF_WHO_UPLOAD else "孙委员"],
        }
    ),
    "POST /roster-imports/{import}/confirmation": _json(lambda _: {}),
    "POST /reports": _json(_report),
    "POST /reports  hearsay": _json(
        lambda reach: {**_report(reach), "kind": "hearsay", "method": "phone", "note": "听说去了宁波"}
    ),
    "PATCH /reports/{report}  handed in by the member": _edit(
        {"kind": "change", "method": "self", "reported_on": str(clock.today()), "note": "换了厂,也换了住处"}
    ),
    "POST /reports/{report}/withdrawal  by the member": _json(lambda _: {}),
    "POST /reports/{report}/acceptance": _json(lambda _: {}),
    "POST /reports/{report}/sending-back": _json(lambda _: {"reason": "请补充住址"}),
    "POST /needs": _json(
        lambda reach: {
            "member_id": reach.ids["member"],
            "kind": "health",
            "words": "想请人陪着去一趟医院",
            "raised_on": _today(),
        }
    ),
    "PATCH /needs/{need}": _edit({"words": "想请人陪父亲去一趟医院"}),
    "POST /needs/{need}/withdrawal  by the member": _json(lambda _: {}),
    "POST /needs/{need}/assignment": _json(
        lambda reach: {"handler_id": reach.ids["person"], "due_on": _today()}
    ),
    "POST /needs/{need}/steps": _json(lambda _: {"on_date": _today(), "words": "已和村医说好"}),
    "POST /needs/{need}/closing": _json(
        lambda _: {"state": "settled", "on_date": _today(), "result": "村医上门"}
    ),
    "POST /needs/{need}/telling": _json(lambda _: {"on_date": _today(), "way": "phone"}),
    "POST /needs/{need}/reopening": _json(lambda _: {}),
    "POST /handoffs": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "member_id": reach.ids["member"],
            "about": "other",
            "note": "请问问老人身体怎么样",
        }
    ),
    "POST /handoffs/{handoff}/passing-on": _json(lambda reach: {"organization_id": reach.ids["node"]}),
    "POST /handoffs/{handoff}/answer": _json(lambda _: {"state": "done", "answer": "问过了，都好"}),
    "POST /handoffs/{handoff}/reply": _json(lambda _: {"reply": "民政那边已经说好"}),
    "POST /handoffs/{handoff}/reopening": _json(lambda _: {}),
    "POST /handoffs/{handoff}/withdrawal": _json(lambda _: {}),
    "POST /visits": _json(
        lambda reach: {
            "members": [{"member_id": reach.ids["member"], "outcome": "met_family"}],
            "on_date": _today(),
            "gifts": "春联",
        }
    ),
    "PATCH /visits/{visit}": _edit({"gifts": "春联、糖果"}),
    "POST /visits/{visit}/voiding": _json(lambda _: {"basis": "记到了别家"}),
    "POST /visits/plan/calls": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "window_key": _next_window(),
            "member_ids": [reach.ids["member"]],
        }
    ),
    "POST /members/{member}/arrival": _json(lambda _: {"window_key": _next_window(), "coming": False}),
    "POST /members/{member}/standing-decisions": _json(
        lambda _: {"state": "floating", "decided_on": _today(), "basis": "支委会议定"}
    ),
    "POST /away-periods/{away}/corrections": _json(lambda _: {"employer": "宏发电子", "basis": "本人来电"}),
    "POST /cards/{card}/numbering": _json(lambda reach: {"number": reach.ids["card"], "issued_on": _today()}),
    "POST /cards/{card}/changes": _json(lambda _: {"state": "lost", "on_date": _today()}),
    "POST /contacts": _json(_contact),
    "PATCH /contacts/{contact}  noted down by the officer": _edit({"way": "video"}),
    "POST /contacts/{contact}/withdrawal  by the officer": _json(lambda _: {}),
    "POST /contacts/{contact}/merging": _json(lambda _: {"same": True}),
    "POST /members/{member}/contact-pauses": _json(lambda _: {"reason": "hospital", "from_on": _today()}),
    "POST /contact-pauses/{pause}/ending": _json(lambda _: {"to_on": _today()}),
    "POST /dues/payments": _json(
        lambda reach: {**_ticked(reach), "amount_fen": 20, "paid_on": _today(), "paid_by": "family"}
    ),
    "POST /dues/waivers": _json(
        lambda reach: {**_ticked(reach), "approved_on": _today(), "basis": "支委会同意，镇党委批准"}
    ),
    "POST /dues/corrections": _json(
        lambda reach: {
            "member_id": reach.ids["member"],
            "from_month": "2024-01",
            "to_month": "2024-01",
            "state": "paid",
            "amount_fen": 50,
            "basis": "看错了一行",
        }
    ),
    "POST /dues/assessments": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "from_month": "2024-01",
            "basis": "支部核定",
            "rows": [{"member_id": reach.ids["member"], "category": "farmer", "monthly_fen": 20}],
        }
    ),
    "POST /members/{probationary}/probation-steps": _json(
        lambda _: {"step": "requested", "on_date": _today()}
    ),
    "POST /probation-steps/{step}/corrections": _json(lambda _: {"meeting": "党员大会", "basis": "记错了"}),
    "POST /transfers": _json(
        lambda reach: {
            "member_id": reach.ids["member"],
            "to_organization": "昆山市某社区党支部",
            "planned_on": _today(),
        }
    ),
    "POST /transfers/{transfer}/acts": _json(
        lambda _: {"act": "letter", "on_date": _today(), "letter_number": "12号"}
    ),
    "POST /members/{member}/host-links": _json(lambda _: {"state": "contacted", "on_date": _today()}),
    "POST /national-registrations": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "on_date": _today(),
            "rows": [{"member_id": reach.ids["member"], "entered": True}],
        }
    ),
    "POST /contributions": _json(
        lambda reach: {"member_id": reach.ids["member"], "direction": "back", **_good_deed()}
    ),
    "PATCH /contributions/{contribution}  by the member": _edit(_good_deed()),
    "POST /contributions/{contribution}/withdrawal  by the member": _json(lambda _: {}),
    "POST /contributions/{contribution}/acceptance": _json(lambda _: {}),
    "POST /contributions/{contribution}/sending-back": _json(lambda _: {"reason": "请写清楚是哪一年"}),
    "POST /campaigns": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "title": "清河道",
            "text": "周六一起清河道",
            "from_on": _today(),
        }
    ),
    "POST /campaigns/{campaign}/ending": _json(lambda _: {}),
    "POST /campaigns/{campaign}/participants": _json(
        lambda reach: {"member_id": reach.ids["member"], "on_date": _today()}
    ),
    "POST /screenings": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "window_key": "daily",
            "opened_on": str(clock.today() - timedelta(days=3)),
        }
    ),
    "POST /screenings/{screening}/findings": _json(
        lambda reach: {"member_id": reach.ids["member"], **_found_out()}
    ),
    "PATCH /screenings/findings/{finding}": _edit(_found_out()),
    "POST /screenings/{screening}/voiding": _json(lambda _: {}),
    "POST /screenings/{screening}/closing": _json(lambda _: {"why_missing": "在外地，没打通"}),
    "POST /registers/packs": _json(lambda reach: pack_order(reach.ids["node"])),
    "POST /registers/sheets": _json(lambda reach: {"organization_id": reach.ids["node"], "book": "contacts"}),
    "POST /registers/sheets/{sheet}/rows": _json(lambda _: {"rows": [{"number": 1, "on": _today()}]}),
    "POST /registers/prints": _json(lambda reach: print_order(reach.ids["node"])),
    "POST /pairings": _json(_pair),
    "POST /pairings/endings": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "ids": [reach.ids["pairing"]],
            "reason": "changed",
        }
    ),
    "POST /pairings/resumptions": _json(
        lambda reach: {"organization_id": reach.ids["node"], "ids": [reach.ids["pairing"]]}
    ),
    "PATCH /pairings/{pairing}": _edit({"explanation": "两家是邻居"}),
    "POST /pairings/{pairing}/lead": _json(lambda _: {}),
    "POST /bonds": _json(
        lambda reach: {
            "organization_id": reach.ids["node"],
            "member_id": reach.ids["member"],
            "other_id": reach.ids["home"],
            "kind": "neighbour",
        }
    ),
    "POST /bonds/{bond}/withdrawal": _json(lambda _: {}),
    "POST /webhooks": _json(lambda reach: webhook_order(reach.ids["node"])),
    "PATCH /webhooks/{webhook}": _edit({"name": "市里的平台"}),
    "POST /webhooks/{webhook}/rotations": _json(lambda _: {"overlap_hours": 1}),
    "POST /webhooks/{webhook}/replays  of all since a day": _json(
        lambda _: {"since": "2026-01-01T00:00:00+08:00"}
    ),
    "POST /members/{member}/call": _json(lambda _: {"whom": "member"}),
    "POST /settings  for a node": _json(
        lambda reach: {"organization_id": reach.ids["node"], "key": "probation_months", "value": 13}
    ),
    "POST /settings  for a member": _json(
        lambda reach: {"member_id": reach.ids["member"], "key": "probation_months", "value": 13}
    ),
}


def _let_them_leave(reach: Reach) -> None:
    """Only who has left is erased."""
    officer = "冯外" if reach.place == "beyond" else "孙委员"
    body = {"reason": "transferred", "on": _today(), "basis": "介绍信"}
    reach.filled.world.as_(officer).post(f"/members/{reach.ids['member']}/leaving", body)


def _write_down_twice(reach: Reach) -> None:
    officer = "冯外" if reach.place == "beyond" else "孙委员"
    body = {"name": "重记录", "kind": "full", "organization_id": reach.ids["node"], "confirmed_new": True}
    twice = reach.filled.world.as_(officer).post("/members", body)
    assert twice.status_code == 201, twice.json
    reach.ids["twice"] = twice.json["id"]


def _invite(reach: Reach) -> None:
    # A new invitation ends the one before; asked again under the same key, there is only one.
    caller, body = reach.filled.world.as_("孙委员"), {"person_id": reach.ids["person"]}
    reach.ids["code"] = caller.post("/invitations", body, key="one-for-all").json["code"]


def _note_down_twice(reach: Reach) -> None:
    """Two contacts of one day and way by two people, as far as the branch has two."""
    if reach.place == "beyond":
        return
    maker = {"own": "李守田", "branch": "周书兰", "other": "吴白鹭"}[reach.place]
    officer = reach.filled.world.as_("孙委员")
    for told in ({}, {"by_member_id": str(reach.filled.world.member(maker))}):
        made = officer.post("/contacts", {**_contact(reach), "way": "letter", **told})
        assert made.status_code == 201, made.json
    reach.ids["contact"] = made.json["id"]


def _read_version(reach: Reach) -> None:
    officer = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    reach.ids["version"] = officer.get(reach.path).headers["ETag"]


def _close_need(reach: Reach) -> None:
    officer = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    body = {"state": "settled", "on_date": _today(), "result": "村医上门"}
    assert officer.post(f"/needs/{reach.ids['need']}/closing", body).status_code in {201, 409}


def _want_support(reach: Reach) -> None:
    # Of the last branch nobody who answers is in the cast; there it stays open.
    if reach.place == "beyond":
        return
    secretary = reach.filled.world.as_("吴白鹭" if reach.place == "other" else "周书兰")
    body = {"state": "support_wanted", "answer": "想请民政的同志一起去"}
    secretary.post(f"/handoffs/{reach.ids['handoff']}/answer", body)


def _drop_transfer(reach: Reach) -> None:
    # One transfer of a member is under way; the next can be planned when it is dropped.
    caller = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    body = {"act": "dropped", "on_date": _today(), "basis": "本人暂不转"}
    caller.post(f"/transfers/{reach.ids['transfer']}/acts", body)


def _begin_a_round(reach: Reach) -> None:
    # In the round of the filled township everybody has been asked already.
    officer = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    body = {
        "organization_id": reach.ids["node"],
        "window_key": "daily",
        "opened_on": str(clock.today() - timedelta(days=5)),
    }
    made = officer.post("/screenings", body, key=f"one-for-{reach.ids['node']}").json
    reach.ids["screening"] = made["id"]


def _begin_a_round_by_mistake(reach: Reach) -> None:
    # Whoever may void takes one of their own away.
    officer = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    days_ago = {"officer": 6, "secretary": 7}.get(reach.role, 8)
    first = clock.today() - timedelta(days=days_ago)
    body = {"organization_id": reach.ids["node"], "window_key": "daily", "opened_on": str(first)}
    made = officer.post("/screenings", body).json
    reach.ids["screening"] = made.get("id") or made["round_id"]


def _end_pairing(reach: Reach) -> None:
    officer = "冯外" if reach.place == "beyond" else "孙委员"
    body = {"organization_id": reach.ids["node"], "ids": [reach.ids["pairing"]], "reason": "changed"}
    reach.filled.world.as_(officer).post("/pairings/endings", body)


def _set_up_a_webhook(reach: Reach) -> None:
    # Whoever may end one ends one of their own.
    officer = reach.filled.world.as_("冯外" if reach.place == "beyond" else "孙委员")
    reach.ids["webhook"] = officer.post("/webhooks", webhook_order(reach.ids["node"])).json["id"]


def _name_first_version(reach: Reach) -> None:
    reach.ids["version"] = '"1"'


PREPARE = {
    "POST /transfers": _drop_transfer,
    **dict.fromkeys(
        (row for row in ROWS if row.startswith("PATCH") and not row.endswith("/minutes")), _read_version
    ),
    "POST /members/{member}/erasure": _let_them_leave,
    "POST /members/merges": _write_down_twice,
    "POST /members/tellings-apart": _write_down_twice,
    "POST /screenings/{screening}/findings": _begin_a_round,
    "POST /screenings/{screening}/voiding": _begin_a_round_by_mistake,
    "POST /pairings": _write_down_twice,
    "PATCH /pairings/{pairing}": _name_first_version,
    "POST /pairings/resumptions": _end_pairing,
    "POST /auth/invitation-lookups": _invite,
    "POST /auth/invitation-acceptances": _invite,
    "POST /needs/{need}/telling": _close_need,
    "POST /needs/{need}/reopening": _close_need,
    "POST /contacts/{contact}/merging": _note_down_twice,
    "POST /handoffs/{handoff}/reply": _want_support,
    "POST /handoffs/{handoff}/reopening": _want_support,
    "POST /webhooks/{webhook}/ending": _set_up_a_webhook,
}


def _cells(row: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield role, place and mark; those who are refused come first.

    What a role may, Python decides, and SQLite suffices to see it; who reaches how far is asked of both databases.
    """
    cells = [
        (role, place, mark)
        for role, marks in ROWS[row].items()
        for place, mark in (zip(PLACES, marks, strict=True) if len(marks) == 5 else [("branch", marks)])
        if mark != "." and (kind == "sqlite" or mark in "+04")
    ]
    yield from sorted(cells, key=lambda cell: cell[2] == "+")


def _judge(reach: Reach, mark: str, answer: TestResponse) -> str | None:
    """Return what is wrong with an answer, in a line that a person can read."""
    status = answer.status_code
    if mark in _CLOSED:
        is_right = status == _CLOSED[mark] and answer.mimetype == "application/problem+json"
    elif mark == "0":
        is_right = status == 200 and answer.json["items"] == []
    else:
        is_right = status not in _NOT_REACHED and _code_of(answer) != "validation_failed"
    return (
        None
        if is_right
        else f"{reach.role:9} {reach.place:6} table {mark}, answer {status} {_code_of(answer)}"
    )


def _code_of(answer: TestResponse) -> str:
    return answer.json.get("code", "") if answer.mimetype == "application/problem+json" else ""


@pytest.mark.parametrize("row", LOOKS)
def test_who_sees_what_is_what_the_table_says(row: str, database_kind: str, looked_at: Filled) -> None:
    wrong = []
    for role, place, mark in _cells(row, database_kind):
        reach = Reach(looked_at, row, role, place)
        answer = reach.send()
        wrong.append(_judge(reach, mark, answer))
        if (
            mark == "+"
            and answer.is_json
            and answer.json.get("items") == []
            and not _MAY_BE_EMPTY.search(row)
        ):
            wrong.append(f"{role:9} {place:6} table +, answer an empty list")
    assert not [line for line in wrong if line], "\n".join(line for line in wrong if line)


@pytest.mark.parametrize("row", ACTS)
def test_who_does_what_is_what_the_table_says_and_refused_is_unwritten(
    row: str, database_kind: str, changed: Filled
) -> None:
    cells = [(Reach(changed, row, role, place), mark) for role, place, mark in _cells(row, database_kind)]
    wrong, refused = [], [cell for cell in cells if cell[1] in _CLOSED]
    for reach, _ in cells if row in PREPARE else ():
        PREPARE[row](reach)
    before = changed.written()
    for reach, mark in refused:
        wrong.append(_judge(reach, mark, reach.send()))
    if changed.written() != before:
        wrong.append("something was refused and written all the same")
    done = 0
    for reach, mark in cells[len(refused) :]:
        answer = reach.send()
        wrong.append(_judge(reach, mark, answer))
        done += answer.status_code < 300
    assert not [line for line in wrong if line], "\n".join(line for line in wrong if line)
    expects_success = any("+" in marks for marks in ROWS[row].values()) and row not in _NEVER_DONE
    assert done or not expects_success, f"nobody got through: {answer.status_code} {answer.text}"


def test_every_route_of_the_application_has_a_row(the_app: Flask) -> None:
    addresses = the_app.url_map.bind("localhost")
    covered = set()
    for row in ROWS:
        method, address, *_ = row.split(" ")
        path = re.sub(r"\{\w+}", str(uuid4()), address.split("?")[0])
        prefix = "" if path in {"/healthz", "/readyz"} else "/api/v1"
        endpoint, _ = addresses.match(prefix + path, method=method)
        covered.add((method, endpoint))
    routes = {
        (method, rule.endpoint)
        for rule in the_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == covered


def test_each_call_carries_the_body_that_its_row_needs() -> None:
    assert set(BODIES) <= set(ROWS)
