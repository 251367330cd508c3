// SPDX-License-Identifier: MIT
// Plans one contact: reads a campaign from standard input and says when to call somebody who was tried once.
#include "dialplan.hpp"

#include <iostream>

int main() try {
  const auto zones = dialplan::load_zones("Asia/Kolkata\nEurope/Berlin");
  const auto campaign = dialplan::compile(std::cin, zones);
  dialplan_error e;

  // A contact in Berlin, who did not answer on Monday, 2 March 2026, at 11:00.
  dialplan_contact contact{};
  dialplan_state state{};
  dialplan_event event{};
  contact.key = dialplan_key("42", 2);
  event.kind = DIALPLAN_EVENT_ATTEMPT;
  event.outcome = DIALPLAN_OUTCOME_NO_ANSWER;
  event.at = dialplan::instant("2026-03-02T11:00:00+01:00");
  dialplan::must(dialplan_contact_zones(&contact, zones.get(), "Europe/Berlin", 13, &e), e);
  dialplan::must(dialplan_apply(campaign.get(), &contact, &state, &event, &state, &e), e);

  dialplan_decision decision;
  dialplan::must(dialplan_next(campaign.get(), &contact, &state, event.at + 60, nullptr, &decision, &e), e);
  std::cout << dialplan_verdict_name(decision.verdict);
  if (decision.at)
    std::cout << " at " << dialplan::format(zones.get(), decision.zone, decision.at) << ": attempt "
              << decision.attempt << ",";
  std::cout << " " << dialplan_reason_name(decision.reason) << "\n";
} catch (const dialplan::error &e) {
  std::cerr << e.what() << "\n";
  return 1;
}
