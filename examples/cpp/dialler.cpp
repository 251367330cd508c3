// SPDX-License-Identifier: MIT
// A dialler in small: leases who is due, starts as many calls as pacing allows, records how they end. Clock
// and telephone are made up: nobody answers at first, everybody the second time. The campaign is standard
// input.
#include "dialplan.hpp"
#include <algorithm>
#include <iostream>
#include <vector>

class dialler {
public:
  dialler(const dialplan_campaign *campaign, size_t people)
      : campaign(campaign), contacts(people), states(people) {
    for (size_t row = 0; row < people; row++) {
      const std::string id = std::to_string(row + 1);
      contacts[row].key = dialplan_key(id.data(), id.size());
    }
  }

  // Ends the calls that are over.
  void hang_up(int64_t now) {
    for (size_t row = 0; row < states.size(); row++) {
      if (!states[row].call_at || states[row].call_at + call_s > now) continue;
      dialplan_event event{};
      event.kind = DIALPLAN_EVENT_ATTEMPT;
      event.at = states[row].call_at, event.ended_at = event.at + call_s;
      event.outcome = states[row].attempts ? DIALPLAN_OUTCOME_COMPLETED : DIALPLAN_OUTCOME_NO_ANSWER;
      record(row, event, event.ended_at, dialplan_outcome_name(event.outcome));
      dialplan::must(dialplan_load_ended(campaign, &load, &event, 0, &e), e);
    }
  }

  // Starts the calls that are due, in lease order, as many as pacing allows.
  void dial(int64_t now) {
    std::vector<dialplan_decision> decisions(contacts.size());
    std::vector<uint64_t> rows(contacts.size());
    dialplan_admission admission;
    uint64_t count = 0;
    dialplan::must(dialplan_next_batch(campaign, contacts.data(), sizeof contacts[0], states.data(),
                                       sizeof states[0], contacts.size(), now, nullptr, decisions.data(),
                                       nullptr, &e),
                   e);
    dialplan::must(dialplan_pacing_admit(campaign, &load, now, 0, &admission, &e), e);
    dialplan::must(dialplan_lease_select(decisions.data(), decisions.size(), now, rows.data(),
                                         std::min<uint64_t>(admission.starts, rows.size()), &count, &e),
                   e);
    for (size_t i = 0; i < count && decisions[rows[i]].at <= now; i++) {
      dialplan_event event{};
      event.kind = DIALPLAN_EVENT_START, event.at = now;
      record(rows[i], event, now, "start");
      dialplan::must(dialplan_load_started(campaign, &load, now, 0, 1, &e), e);
    }
  }

private:
  void record(size_t row, const dialplan_event &event, int64_t at, const char *what) {
    const auto zones = dialplan_campaign_zones(campaign);
    std::cout << dialplan::format(zones, dialplan_campaign_zone(campaign), at) << " ";
    std::cout << row + 1 << " " << what << "\n";
    dialplan::must(dialplan_apply(campaign, &contacts[row], &states[row], &event, &states[row], &e), e);
  }

  enum : int64_t { call_s = 40 };
  const dialplan_campaign *campaign;
  std::vector<dialplan_contact> contacts;
  std::vector<dialplan_state> states;
  dialplan_load load{};
  dialplan_error e;
};

int main() try {
  const auto campaign = dialplan::compile(std::cin, dialplan::load_zones("Asia/Kolkata"));
  dialler people(campaign.get(), 4);
  const auto begin = dialplan::instant("2026-03-02T09:00:00+05:30");
  for (int64_t now = begin; now < begin + 300; now++) people.hang_up(now), people.dial(now);
} catch (const dialplan::error &e) {
  std::cerr << e.what() << "\n";
  return 1;
}
