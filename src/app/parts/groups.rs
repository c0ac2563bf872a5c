//! Numbers in groups, all of them in two flat lists.

/// For each of some groups the numbers in it, in their order.
pub struct Groups {
    /// Where each group begins among the members, and where the last one ends.
    begins: Vec<usize>,
    members: Vec<usize>,
}

impl Groups {
    /// So many groups, of members 0, 1, 2 and on; each says in which group it is, if it is in one.
    pub fn of(count: usize, member_of: &[Option<usize>]) -> Self {
        let mut begins = vec![0_usize; count.saturating_add(1)];
        for group in member_of.iter().flatten() {
            if let Some(size) = begins.get_mut(group.saturating_add(1)) {
                *size = size.saturating_add(1);
            }
        }
        let mut sum = 0_usize;
        for begin in &mut begins {
            sum = sum.saturating_add(*begin);
            *begin = sum;
        }
        let mut next = begins.clone();
        let mut members = vec![0; sum];
        for (member, group) in member_of.iter().enumerate() {
            if let Some(at) = group.and_then(|group| next.get_mut(group))
                && let Some(place) = members.get_mut(*at)
            {
                *place = member;
                *at = at.saturating_add(1);
            }
        }
        Groups { begins, members }
    }

    /// The members of a group.
    pub fn members(&self, group: usize) -> &[usize] {
        let end = group.saturating_add(1);
        let ends = self.begins.get(group).zip(self.begins.get(end));
        ends.and_then(|(begin, end)| self.members.get(*begin..*end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn each_is_in_its_group() {
        let groups = Groups::of(4, &[Some(2), None, Some(0), Some(2), Some(9)]);
        let members: Vec<&[usize]> = (0..5).map(|group| groups.members(group)).collect();
        assert_eq!(members, [&[2][..], &[], &[0, 3], &[], &[]]);
        assert_eq!(Groups::of(0, &[]).members(0), &[] as &[usize]);
    }
}
