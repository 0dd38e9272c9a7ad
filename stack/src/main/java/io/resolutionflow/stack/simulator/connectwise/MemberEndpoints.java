package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Member;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import tools.jackson.databind.node.ObjectNode;

/** The desk's members, the API member included. */
final class MemberEndpoints {

    private final Desk desk;

    MemberEndpoints(Desk desk) {
        this.desk = desk;
    }

    Reply list(Call call) {
        return new ListQuery(call.request())
                .page(desk.members().stream().map(MemberEndpoints::member).toList());
    }

    Reply one(Call call) {
        return desk.member((int) call.id("member"))
                .map(member -> Reply.wire(200, member(member)))
                .orElseGet(() -> Errors.notFound("Member"));
    }

    static ObjectNode reference(Member member) {
        return Wire.reference(member.id(), member.name()).put("identifier", member.identifier());
    }

    private static ObjectNode member(Member member) {
        return Wire.object()
                .put("id", member.id())
                .put("identifier", member.identifier())
                .put("firstName", member.firstName())
                .put("lastName", member.lastName())
                .put("officeEmail", member.email())
                .put("primaryEmail", member.email())
                .put("defaultEmail", "Office")
                .put("licenseClass", member.id() == ApiMember.ID ? "A" : "F")
                .put("inactiveFlag", member.inactive());
    }
}
