import type { Whereabouts } from '../../api/types';
import { whereaboutsWords } from '../../words/whereabouts';
import { listOf, pictureOf } from './links';
import { nameOf } from './names';

/** The flows in words: a row for each home in its fixed order, in it where they went. */
export function FlowTable({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  const homes = told.homes.filter((home) => home.away > 0);
  return (
    <table class="flow-table">
      <thead>
        <tr>
          <th scope="col">{say.from}</th>
          <th scope="col">{say.to}</th>
        </tr>
      </thead>
      <tbody>
        {homes.map((home) => (
          <tr key={home.id}>
            <th scope="row">
              {home.id === told.organization.id ? (
                home.name
              ) : (
                <a href={pictureOf(home.id)}>
                  {home.name}
                </a>
              )}{' '}
              <span class="soft">{say.people(home.away)}</span>
            </th>
            <td>
              {told.flows
                .filter((flow) => flow.organization_id === home.id)
                .map((flow) => (
                  <a
                    key={flow.province}
                    class="flow-cell"
                    href={listOf(home.id, { province: flow.province })}
                  >
                    {nameOf(flow.province, told)} <b>{flow.count}</b>
                  </a>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
