CodeSystem: KapCourseEnd
Id: kap-course-end
Title: "End of a KAP course"
Description: "How a course of ketamine-assisted psychotherapy ended."
* insert Codes
* #completed "Completed" "All that was planned was done."
* #remission "Remission" "It was ended because the patient was well."
* #non-response "No response" "It was ended because it did not help."
* #adverse-event "Adverse event" "It was ended because of an adverse event."
* #cost "Cost" "It was ended because it could not be paid for."
* #withdrawn "Withdrawn" "The patient did not want to go on."
* #lost "Lost to follow-up" "The patient did not come any more."
* #transferred "Transferred" "It was taken over by somebody else."
* #contraindication "Contraindication" "It was ended because of a contraindication that came up."
